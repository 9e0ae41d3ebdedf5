<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>Alarm</name>
    <message>
        <source>刚才有险无人 {n} 人，现在 0 人</source>
        <translation>{n} were at risk with nobody on it; now 0</translation>
    </message>
    <message>
        <source>新的有险无人：现有 {n} 人</source>
        <translation>New at risk with nobody on it: now {n}</translation>
    </message>
    <message>
        <source>{name} 知道了</source>
        <translation>{name}: seen</translation>
    </message>
</context>
<context>
    <name>Bar</name>
    <message>
        <source>演练</source>
        <translation>Drill</translation>
    </message>
    <message>
        <source>实战</source>
        <translation>Real</translation>
    </message>
    <message>
        <source>有险无人</source>
        <translation>At risk</translation>
    </message>
    <message>
        <source>应转</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>已转</source>
        <translation>Moved</translation>
    </message>
    <message>
        <source>未转</source>
        <translation>To move</translation>
    </message>
    <message>
        <source>拒转</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>失联</source>
        <translation>Unreach.</translation>
    </message>
    <message>
        <source>待核</source>
        <translation>To check</translation>
    </message>
    <message>
        <source>外出 {n}</source>
        <translation>Away {n}</translation>
    </message>
    <message>
        <source>{storm} 重演（数字为重建）</source>
        <translation>{storm} replay (reconstructed)</translation>
    </message>
    <message>
        <source>全区</source>
        <translation>District</translation>
    </message>
    <message>
        <source>未加密</source>
        <translation>not encrypted</translation>
    </message>
    <message>
        <source>未启动响应 · {scope}</source>
        <translation>No response level · {scope}</translation>
    </message>
    <message>
        <source>{level}响应 · {scope} · {since} 起</source>
        <translation>Level {level} · {scope} · since {since}</translation>
    </message>
    <message>
        <source>{desk} · 还没有记录</source>
        <translation>{desk} · no entry yet</translation>
    </message>
    <message>
        <source>{desk} · 最近 {time}</source>
        <translation>{desk} · last {time}</translation>
    </message>
    <message>
        <source>有险无人 {n} 人</source>
        <translation>At risk, nobody on it: {n}</translation>
    </message>
    <message>
        <source>看的是 {time}</source>
        <translation>Viewing {time}</translation>
    </message>
    <message>
        <source>▶ ×{speed}</source>
        <translation>▶ ×{speed}</translation>
    </message>
    <message>
        <source>{desks} 台收到 {heard} 台</source>
        <translation>{desks} desks, {heard} heard</translation>
    </message>
    <message>
        <source> · {desk} {time}</source>
        <translation> · {desk} {time}</translation>
    </message>
    <message>
        <source>没收全 {n}</source>
        <translation>incomplete {n}</translation>
    </message>
    <message>
        <source>本机已停用 · 新记的没人收</source>
        <translation>This laptop is revoked · nobody takes new entries</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>首字母 · 证件尾号 · 村名 · 卡号 · 动词</source>
        <translation>Initials · ID tail · village · card · verb</translation>
    </message>
    <message>
        <source>命令框</source>
        <translation>Command box</translation>
    </message>
    <message>
        <source>过了十分钟，记一条更正</source>
        <translation>Over ten minutes: enter a correction</translation>
    </message>
    <message>
        <source>已撤；要恢复从刚才里选</source>
        <translation>Undone; bring it back from Recent</translation>
    </message>
    <message>
        <source>撤销，还剩 {left}</source>
        <translation>Undo, {left} left</translation>
    </message>
    <message>
        <source>没有找到「{key}」 · Enter 收为不在册</source>
        <translation>No match for “{key}” · Enter takes in as not on the register</translation>
    </message>
    <message>
        <source>人 {n} · 其他 {m}   键 {key}</source>
        <translation>People {n} · other {m}   key {key}</translation>
    </message>
    <message>
        <source>⏎ 打开</source>
        <translation>⏎ open</translation>
    </message>
    <message>
        <source>↑↓ 选</source>
        <translation>↑↓ choose</translation>
    </message>
    <message>
        <source>Alt+数字 直取</source>
        <translation>Alt+digit picks</translation>
    </message>
    <message>
        <source>收下后记在本镇街开着的安全岛，标 扩面</source>
        <translation>Goes to the open island of this town, marked “beyond”</translation>
    </message>
    <message>
        <source>例 /{key} d 6 = 到，室六</source>
        <translation>/{key} d 6 = room 6</translation>
    </message>
    <message>
        <source>接动词：</source>
        <translation>Verb:</translation>
    </message>
    <message>
        <source>到</source>
        <translation>in</translation>
    </message>
    <message>
        <source>入住</source>
        <translation>housed</translation>
    </message>
    <message>
        <source>拒转</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>失联</source>
        <translation>unreach.</translation>
    </message>
    <message>
        <source>图上看</source>
        <translation>map</translation>
    </message>
    <message>
        <source>{name} 户</source>
        <translation>{name} household</translation>
    </message>
    <message>
        <source>户 {id}  {n} 人 · {town} {place}</source>
        <translation>Household {id}, {n} · {town} {place}</translation>
    </message>
    <message>
        <source>尾号 {tail}</source>
        <translation>ID …{tail}</translation>
    </message>
    <message>
        <source>{what}（共 {n} 条）</source>
        <translation>{what} ({n} entries)</translation>
    </message>
</context>
<context>
    <name>Critical</name>
    <message>
        <source>断了 {n} 人无处去</source>
        <translation>{n} people left with nowhere to go</translation>
    </message>
    <message>
        <source>多等 {n} 人·分</source>
        <translation>{n} more person-min</translation>
    </message>
    <message>
        <source>最晚一人再晚 {n} 分</source>
        <translation>last one {n} min later</translation>
    </message>
    <message>
        <source>断了也各有别路</source>
        <translation>everybody has another way</translation>
    </message>
    <message>
        <source>断了现算</source>
        <translation>answer computed when it closes</translation>
    </message>
    <message>
        <source>方案 B 备好，改 {n} 户</source>
        <translation>plan B ready, {n} hh change</translation>
    </message>
</context>
<context>
    <name>Domain</name>
    <message>
        <source>未触发</source>
        <translation>Not triggered</translation>
    </message>
    <message>
        <source>准备转移</source>
        <translation>Prepare</translation>
    </message>
    <message>
        <source>立即转移</source>
        <translation>Go</translation>
    </message>
    <message>
        <source>准备</source>
        <translation>Prepare</translation>
    </message>
    <message>
        <source>立即</source>
        <translation>Go</translation>
    </message>
    <message>
        <source>能走</source>
        <translation>Walks</translation>
    </message>
    <message>
        <source>慢行</source>
        <translation>Slow</translation>
    </message>
    <message>
        <source>坐轮椅</source>
        <translation>Wheelchair</translation>
    </message>
    <message>
        <source>卧床</source>
        <translation>Bedridden</translation>
    </message>
    <message>
        <source>步行</source>
        <translation>on foot</translation>
    </message>
    <message>
        <source>抬送</source>
        <translation>carried</translation>
    </message>
    <message>
        <source>车</source>
        <translation>car</translation>
    </message>
    <message>
        <source>客车</source>
        <translation>bus</translation>
    </message>
    <message>
        <source>已转</source>
        <translation>Moved</translation>
    </message>
    <message>
        <source>未转</source>
        <translation>Not moved</translation>
    </message>
    <message>
        <source>拒转</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>失联</source>
        <translation>Unreachable</translation>
    </message>
    <message>
        <source>外出</source>
        <translation>Away</translation>
    </message>
    <message>
        <source>未联系</source>
        <translation>No contact yet</translation>
    </message>
    <message>
        <source>已联系</source>
        <translation>Contacted</translation>
    </message>
    <message>
        <source>在路上</source>
        <translation>On the way</translation>
    </message>
    <message>
        <source>已到</source>
        <translation>Arrived</translation>
    </message>
    <message>
        <source>扩面</source>
        <translation>Beyond register</translation>
    </message>
    <message>
        <source>有险无人</source>
        <translation>At risk, nobody on it</translation>
    </message>
    <message>
        <source>待核</source>
        <translation>To reconcile</translation>
    </message>
    <message>
        <source>未应</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>到时未动</source>
        <translation>Late to leave</translation>
    </message>
    <message>
        <source>其余未到</source>
        <translation>Others not in</translation>
    </message>
    <message>
        <source>呼 A 角</source>
        <translation>Call A</translation>
    </message>
    <message>
        <source>记已应</source>
        <translation>Mark answered</translation>
    </message>
    <message>
        <source>记到户</source>
        <translation>Mark at door</translation>
    </message>
    <message>
        <source>记出门</source>
        <translation>Mark out</translation>
    </message>
    <message>
        <source>记上车</source>
        <translation>Mark aboard</translation>
    </message>
    <message>
        <source>记到达</source>
        <translation>Mark arrived</translation>
    </message>
    <message>
        <source>记入住</source>
        <translation>Mark housed</translation>
    </message>
    <message>
        <source>已叫</source>
        <translation>Called</translation>
    </message>
    <message>
        <source>已应</source>
        <translation>Answered</translation>
    </message>
    <message>
        <source>已到户</source>
        <translation>At door</translation>
    </message>
    <message>
        <source>已出门</source>
        <translation>Out</translation>
    </message>
    <message>
        <source>已上车</source>
        <translation>Aboard</translation>
    </message>
    <message>
        <source>已到达</source>
        <translation>Arrived</translation>
    </message>
    <message>
        <source>已入住</source>
        <translation>Housed</translation>
    </message>
    <message>
        <source>未接</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>关机</source>
        <translation>Phone off</translation>
    </message>
    <message>
        <source>带话</source>
        <translation>Relayed</translation>
    </message>
    <message>
        <source>A 角</source>
        <translation>helper A</translation>
    </message>
    <message>
        <source>B 角</source>
        <translation>helper B</translation>
    </message>
    <message>
        <source>邻户</source>
        <translation>neighbour</translation>
    </message>
    <message>
        <source>本人</source>
        <translation>in person</translation>
    </message>
    <message>
        <source>刷卡</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>纸条</source>
        <translation>Slip</translation>
    </message>
    <message>
        <source>亲见</source>
        <translation>Seen</translation>
    </message>
    <message>
        <source>本人电话</source>
        <translation>Own call</translation>
    </message>
    <message>
        <source>责任人电话</source>
        <translation>Helper&apos;s call</translation>
    </message>
    <message>
        <source>听说</source>
        <translation>Hearsay</translation>
    </message>
    <message>
        <source>干</source>
        <translation>Dry</translation>
    </message>
    <message>
        <source>中</source>
        <translation>Mid</translation>
    </message>
    <message>
        <source>湿</source>
        <translation>Wet</translation>
    </message>
    <message>
        <source>干土</source>
        <translation>dry soil</translation>
    </message>
    <message>
        <source>常土</source>
        <translation>normal soil</translation>
    </message>
    <message>
        <source>湿土</source>
        <translation>wet soil</translation>
    </message>
    <message>
        <source>{hours} 小时 ≥{sum:.0f} 毫米 ≥ {limit:.0f}（{soil}）</source>
        <translation>{hours} h: ≥{sum:.0f} mm ≥ {limit:.0f} ({soil})</translation>
    </message>
    <message>
        <source>{hours} 小时 {sum:.0f} 毫米 ≥ {limit:.0f}（{soil}）</source>
        <translation>{hours} h: {sum:.0f} mm ≥ {limit:.0f} ({soil})</translation>
    </message>
    <message>
        <source>村未落点，排不了路</source>
        <translation>village not on the map</translation>
    </message>
    <message>
        <source>离路 3 公里以上</source>
        <translation>over 3 km from a road</translation>
    </message>
    <message>
        <source>没有路通到任何安全岛</source>
        <translation>no road to any island</translation>
    </message>
    <message>
        <source>各路都已断或将断，赶不及</source>
        <translation>roads closed or closing</translation>
    </message>
    <message>
        <source>够得着的安全岛都满</source>
        <translation>islands in reach are full</translation>
    </message>
    <message>
        <source>没有一岛容得下全户</source>
        <translation>no island holds all of them</translation>
    </message>
    <message>
        <source>没有赶得到的责任人</source>
        <translation>no helper in reach</translation>
    </message>
    <message>
        <source>赶得到的都已带满</source>
        <translation>helpers in reach are full</translation>
    </message>
    <message>
        <source>无人能抬</source>
        <translation>nobody can carry</translation>
    </message>
    <message>
        <source>夜里无人可叫</source>
        <translation>nobody to call at night</translation>
    </message>
    <message>
        <source>只剩同户的人</source>
        <translation>only their own household</translation>
    </message>
    <message>
        <source>A、B 走同一条路</source>
        <translation>A and B use the same road</translation>
    </message>
    <message>
        <source>自己也住在险区</source>
        <translation>lives in the danger zone too</translation>
    </message>
    <message>
        <source>年龄偏大</source>
        <translation>rather old</translation>
    </message>
    <message>
        <source>所在村未落点</source>
        <translation>village not on the map</translation>
    </message>
    <message>
        <source>给别户让位</source>
        <translation>makes way for others</translation>
    </message>
    <message>
        <source>给 {name} 户让位</source>
        <translation>makes way for the household of {name}</translation>
    </message>
    <message>
        <source>给 {name} 等 {n} 户让位</source>
        <translation>makes way for {n} households, that of {name} first</translation>
    </message>
    <message>
        <source>换岛</source>
        <translation>new island</translation>
    </message>
    <message>
        <source>换路</source>
        <translation>new route</translation>
    </message>
    <message>
        <source>改时</source>
        <translation>new time</translation>
    </message>
    <message>
        <source>换人</source>
        <translation>new helper</translation>
    </message>
    <message>
        <source>排不上了</source>
        <translation>dropped</translation>
    </message>
    <message>
        <source>排上了</source>
        <translation>placed</translation>
    </message>
    <message>
        <source>够得着的岛都收不下（台阶或用电）</source>
        <translation>islands in reach do not fit (steps, power)</translation>
    </message>
    <message>
        <source>路断之前过不了这么多人</source>
        <translation>too many for the roads before they close</translation>
    </message>
    <message>
        <source>赶到时已过最晚动身</source>
        <translation>there only after the last safe departure</translation>
    </message>
    <message>
        <source>白天都不在村</source>
        <translation>nobody in the village by day</translation>
    </message>
    <message>
        <source>换掉了熟悉的人</source>
        <translation>a known helper replaced</translation>
    </message>
    <message>
        <source>独居女性，来的不是女性</source>
        <translation>a woman living alone, no woman comes</translation>
    </message>
    <message>
        <source>家里只有孩子，来的是生人</source>
        <translation>children alone, a stranger comes</translation>
    </message>
    <message>
        <source>不是本机构员工</source>
        <translation>not of the institution&apos;s staff</translation>
    </message>
    <message>
        <source>住在险区的人单独去</source>
        <translation>one who lives in danger goes alone</translation>
    </message>
    <message>
        <source>已派人</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>错号</source>
        <translation>Wrong number</translation>
    </message>
    <message>
        <source>敲门</source>
        <translation>Door</translation>
    </message>
    <message>
        <source>电台</source>
        <translation>Radio</translation>
    </message>
    <message>
        <source>铜锣喇叭</source>
        <translation>Gong</translation>
    </message>
    <message>
        <source>要抬人，缺手又缺车，近处没有担架</source>
        <translation>to be carried: hands and car lacking, no stretcher near</translation>
    </message>
    <message>
        <source>受伤</source>
        <translation>Injured</translation>
    </message>
    <message>
        <source>送医</source>
        <translation>In hospital</translation>
    </message>
    <message>
        <source>死亡</source>
        <translation>Dead</translation>
    </message>
    <message>
        <source>不在名单</source>
        <translation>On no list</translation>
    </message>
    <message>
        <source>医院</source>
        <translation>Hospital</translation>
    </message>
    <message>
        <source>在外</source>
        <translation>Out</translation>
    </message>
    <message>
        <source>平安</source>
        <translation>Heard of</translation>
    </message>
    <message>
        <source>已回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>首报</source>
        <translation>First</translation>
    </message>
    <message>
        <source>续报</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>终报</source>
        <translation>Final</translation>
    </message>
    <message>
        <source>投亲靠友</source>
        <translation>With relatives or friends</translation>
    </message>
    <message>
        <source>安全户</source>
        <translation>Host home</translation>
    </message>
    <message>
        <source>已令去指定的岛，那里去不了或没有床</source>
        <translation>sent to one island by order, no way or no bed there</translation>
    </message>
    <message>
        <source>未转 {n} 人</source>
        <translation>{n} not moved</translation>
    </message>
    <message>
        <source>拒转 {n} 人</source>
        <translation>{n} refusing</translation>
    </message>
    <message>
        <source>失联 {n} 人</source>
        <translation>{n} unreachable</translation>
    </message>
    <message>
        <source>待核 {n} 人</source>
        <translation>{n} to reconcile</translation>
    </message>
    <message>
        <source>单位未转 {n} 人</source>
        <translation>{n} in institutions not moved</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>岛还没开门，身后的路先断</source>
        <translation>the shelter is not open yet, and the road behind closes first</translation>
    </message>
    <message>
        <source>必经的路登记为一人也过不了</source>
        <translation>the road they must take lets nobody pass (capacity 0)</translation>
    </message>
</context>
<context>
    <name>Fields</name>
    <message>
        <source>户编号</source>
        <translation>Household no.</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>户主</source>
        <translation>Head</translation>
    </message>
    <message>
        <source>镇街</source>
        <translation>Town</translation>
    </message>
    <message>
        <source>村社区</source>
        <translation>Village</translation>
    </message>
    <message>
        <source>行动能力</source>
        <translation>Mobility</translation>
    </message>
    <message>
        <source>隐患</source>
        <translation>Hazards</translation>
    </message>
    <message>
        <source>证件号</source>
        <translation>Id number</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>生日</source>
        <translation>Birth</translation>
    </message>
    <message>
        <source>性别</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>住址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>需要</source>
        <translation>Needs</translation>
    </message>
    <message>
        <source>台账</source>
        <translation>Ledger</translation>
    </message>
    <message>
        <source>年龄</source>
        <translation>Age</translation>
    </message>
    <message>
        <source>能抬</source>
        <translation>Carries</translation>
    </message>
    <message>
        <source>最多户数</source>
        <translation>Most households</translation>
    </message>
    <message>
        <source>车座位</source>
        <translation>Car seats</translation>
    </message>
    <message>
        <source>夜间可叫</source>
        <translation>By night</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>经度</source>
        <translation>Longitude</translation>
    </message>
    <message>
        <source>纬度</source>
        <translation>Latitude</translation>
    </message>
    <message>
        <source>容量</source>
        <translation>Capacity</translation>
    </message>
    <message>
        <source>雨量站</source>
        <translation>Gauge</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>雨量</source>
        <translation>Rain</translation>
    </message>
    <message>
        <source>人数</source>
        <translation>Heads</translation>
    </message>
    <message>
        <source>不能走</source>
        <translation>Cannot walk</translation>
    </message>
    <message>
        <source>座位</source>
        <translation>Seats</translation>
    </message>
    <message>
        <source>级别</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>土壤</source>
        <translation>Soil</translation>
    </message>
    <message>
        <source>路段</source>
        <translation>Road</translation>
    </message>
    <message>
        <source>代码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>No.</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>第 {line} 行</source>
        <translation>line {line}</translation>
    </message>
    <message>
        <source>{column} 列</source>
        <translation>column {column}</translation>
    </message>
    <message>
        <source>{where}，{what}</source>
        <translation>{where}: {what}</translation>
    </message>
    <message>
        <source>缺这张表</source>
        <translation>this table is missing</translation>
    </message>
    <message>
        <source>缺这一列</source>
        <translation>this column is missing</translation>
    </message>
    <message>
        <source>不认得这一列，没有读</source>
        <translation>unknown column, not read</translation>
    </message>
    <message>
        <source>这一列有两个</source>
        <translation>this column stands twice</translation>
    </message>
    <message>
        <source>不认得这个文件，没有读</source>
        <translation>unknown file, not read</translation>
    </message>
    <message>
        <source>csv 和 xlsx 两份都在，只能留一份</source>
        <translation>both csv and xlsx are there; keep only one</translation>
    </message>
    <message>
        <source>不是 UTF-8 编码</source>
        <translation>not in UTF-8</translation>
    </message>
    <message>
        <source>不是表格：{detail}</source>
        <translation>not a table: {detail}</translation>
    </message>
    <message>
        <source>不是 TOML：{detail}</source>
        <translation>not TOML: {detail}</translation>
    </message>
    <message>
        <source>不是地形图文件</source>
        <translation>not a relief file</translation>
    </message>
    <message>
        <source>空着</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>有 {cells} 格，表头只有 {columns} 列</source>
        <translation>{cells} cells, but the head has only {columns} columns</translation>
    </message>
    <message>
        <source>不是数：「{value}」</source>
        <translation>not a number: “{value}”</translation>
    </message>
    <message>
        <source>要整数：「{value}」</source>
        <translation>must be a whole number: “{value}”</translation>
    </message>
    <message>
        <source>不能是负数：「{value}」</source>
        <translation>cannot be negative: “{value}”</translation>
    </message>
    <message>
        <source>最大 {maximum}：「{value}」</source>
        <translation>at most {maximum}: “{value}”</translation>
    </message>
    <message>
        <source>最小 {minimum}：「{value}」</source>
        <translation>at least {minimum}: “{value}”</translation>
    </message>
    <message>
        <source>只能填 yes 或 no：「{value}」</source>
        <translation>only yes or no: “{value}”</translation>
    </message>
    <message>
        <source>时间看不懂：「{value}」</source>
        <translation>cannot read this time: “{value}”</translation>
    </message>
    <message>
        <source>不能是「{value}」，可填 {allowed}</source>
        <translation>cannot be “{value}”; allowed: {allowed}</translation>
    </message>
    <message>
        <source>坐标看不懂：「{value}」</source>
        <translation>cannot read these coordinates: “{value}”</translation>
    </message>
    <message>
        <source>经纬度只有一半</source>
        <translation>only half of lon and lat is given</translation>
    </message>
    <message>
        <source>坐标 {lon}, {lat} 在区界外</source>
        <translation>coordinates {lon}, {lat} are outside the district</translation>
    </message>
    <message>
        <source>坐标 {lon}, {lat} 经纬度像是写反了</source>
        <translation>coordinates {lon}, {lat}: lon and lat look swapped</translation>
    </message>
    <message>
        <source>边界 {ring} 不到三个点</source>
        <translation>ring {ring} of the outline has fewer than three points</translation>
    </message>
    <message>
        <source>止不晚于起：「{value}」</source>
        <translation>the end is not after the start: “{value}”</translation>
    </message>
    <message>
        <source>和前面的时段重叠</source>
        <translation>overlaps an earlier interval</translation>
    </message>
    <message>
        <source>和第 {first_line} 行重复：「{value}」</source>
        <translation>same as line {first_line}: “{value}”</translation>
    </message>
    <message>
        <source>证件号和第 {first_line} 行相同</source>
        <translation>same ID number as line {first_line}</translation>
    </message>
    <message>
        <source>没有这个村：「{value}」</source>
        <translation>no such village: “{value}”</translation>
    </message>
    <message>
        <source>「{value}」不止一处：{candidates}</source>
        <translation>“{value}” is more than one place: {candidates}</translation>
    </message>
    <message>
        <source>没有这个路口：「{value}」</source>
        <translation>no such road node: “{value}”</translation>
    </message>
    <message>
        <source>没有这条路：「{value}」</source>
        <translation>no such road link: “{value}”</translation>
    </message>
    <message>
        <source>没有这个雨量站：「{value}」</source>
        <translation>no such rain gauge: “{value}”</translation>
    </message>
    <message>
        <source>没有这一户：「{value}」</source>
        <translation>no such household: “{value}”</translation>
    </message>
    <message>
        <source>已在册</source>
        <translation>already on the register</translation>
    </message>
    <message>
        <source>不认得这种路网文件，能读 {known}</source>
        <translation>unknown kind of road file; can read {known}</translation>
    </message>
    <message>
        <source>读这种文件要先装附加包 {extra}（{package}）</source>
        <translation>needs the extra {extra} ({package}) to be read</translation>
    </message>
    <message>
        <source>OSM 都是 WGS84，不能另给坐标系 {datum}</source>
        <translation>OSM is always WGS84, datum {datum} cannot be given</translation>
    </message>
    <message>
        <source>不是 {format} 路网：{detail}</source>
        <translation>not a {format} road network: {detail}</translation>
    </message>
    <message>
        <source>里面没有一条路</source>
        <translation>holds no road</translation>
    </message>
    <message>
        <source>{feature} 不是路：「{value}」</source>
        <translation>{feature} is not a road: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>{feature} 不是一条线：「{value}」</source>
        <translation>{feature} is not a line: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>「{feature}」前面已有</source>
        <translation>&quot;{feature}&quot; stands there already</translation>
    </message>
    <message>
        <source>{feature} 人车都不能走：「{value}」</source>
        <translation>{feature} is open to nobody: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>{feature} 没有长度</source>
        <translation>{feature} has no length</translation>
    </message>
    <message>
        <source>{feature} 起止是同一个路口</source>
        <translation>{feature} starts and ends at the same junction</translation>
    </message>
    <message>
        <source>{feature} 和 {other} 是同一条路</source>
        <translation>{feature} is the same road as {other}</translation>
    </message>
    <message>
        <source>{feature} 的点不在文件里</source>
        <translation>points of {feature} are not in the file</translation>
    </message>
    <message>
        <source>{feature} 的端点不在它说的路口上</source>
        <translation>{feature} does not end at the junctions it names</translation>
    </message>
    <message>
        <source>{ways} 条路缺 {nodes} 个点，断在那里</source>
        <translation>{ways} ways lack {nodes} points and break there</translation>
    </message>
    <message>
        <source>看不懂 {tag}（{count} 处），没有用</source>
        <translation>{tag} not understood ({count} times), not used</translation>
    </message>
    <message>
        <source>另有 {count} 行没收</source>
        <translation>{count} more lines not taken</translation>
    </message>
    <message>
        <source>现行方案有 {count} 户走的路不在新路网里，要重算</source>
        <translation>{count} households of the standing plan use roads not in the new network, plan again</translation>
    </message>
    <message>
        <source>{vehicle} 的停车点 {node} 没有了，移到 {to}（{metres} 米外）</source>
        <translation>depot {node} of {vehicle} is gone, moved to {to} ({metres} m away)</translation>
    </message>
    <message>
        <source>{vehicle} 的停车点 {node} 没有了，附近没有车路</source>
        <translation>depot {node} of {vehicle} is gone, no road for cars near it</translation>
    </message>
    <message>
        <source>{count} 个坐标从 {datum} 转成 WGS84，最多移动 {metres} 米</source>
        <translation>{count} coordinates converted from {datum} to WGS84, moved by {metres} m at most</translation>
    </message>
    <message>
        <source>{persons} 人要去的岛不知有没有台阶</source>
        <translation>{persons} people are sent where nobody knows about steps</translation>
    </message>
    <message>
        <source>{persons} 人要用电，去的岛不知有没有电</source>
        <translation>{persons} people need power where nobody knows whether there is any</translation>
    </message>
    <message>
        <source>方案之后又导入了 {tables}：没有拿新表去查旧方案，重算后再核对</source>
        <translation>{tables} imported after the plan was made: it was not checked against the new tables; replan, then verify again</translation>
    </message>
    <message>
        <source>字库里没有 {character}（{count} 处），纸上印成带框的编码</source>
        <translation>No font has {character} ({count} places); on paper it is a boxed code point</translation>
    </message>
    <message>
        <source>是空的，里面没有表</source>
        <translation>is empty, there is no table in it</translation>
    </message>
    <message>
        <source>加了打开密码，读不了；在 Excel 里去掉密码再存一份</source>
        <translation>has a password to open it and cannot be read; take the password off in Excel and save again</translation>
    </message>
    <message>
        <source>解开有 {size} 字节，最多读 {most}；分成几个文件</source>
        <translation>unpacks to {size} bytes, at most {most} are read; split it into several files</translation>
    </message>
    <message>
        <source>表「{sheet}」有 {rows} 行 {columns} 列，最多读 {most_rows} 行、{most} 格；删掉表外的零散格子再存</source>
        <translation>sheet &quot;{sheet}&quot; has {rows} rows and {columns} columns, at most {most_rows} rows and {most} cells are read; delete stray cells beside the table</translation>
    </message>
    <message>
        <source>坏了，打不开（{detail}）；请在 Excel 里打开，另存一份</source>
        <translation>is broken and cannot be opened ({detail}); open it in Excel and save a copy</translation>
    </message>
    <message>
        <source>其实是 {kind}，不是表格；请另存为 xlsx 或 csv</source>
        <translation>is really {kind}, no table; save it as xlsx or csv</translation>
    </message>
    <message>
        <source>既不是表格也不是文字；请另存为 xlsx 或 csv</source>
        <translation>is neither a table nor text; save it as xlsx or csv</translation>
    </message>
    <message>
        <source>没有找到表头：要有「{needed}」这样的列</source>
        <translation>no header found: columns such as &quot;{needed}&quot; are needed</translation>
    </message>
    <message>
        <source>有读不出的字（{byte}），照原样留着，请核对</source>
        <translation>has characters that cannot be read ({byte}), kept as they are; please check</translation>
    </message>
    <message>
        <source>其实是网页，按网页里的表读的</source>
        <translation>is really a web page; the tables of the page were read</translation>
    </message>
    <message>
        <source>表「{sheet}」是隐藏的，没有读；要读就在 Excel 里取消隐藏</source>
        <translation>sheet &quot;{sheet}&quot; is hidden and was not read; to read it, unhide it in Excel</translation>
    </message>
    <message>
        <source>这张表没有读：表头不像（缺「{needed}{label}」）</source>
        <translation>this sheet was not read: no such header (lacks &quot;{needed}{label}&quot;)</translation>
    </message>
    <message>
        <source>「{value}」是同一项的几列：取有字的，两列不同的行放一边</source>
        <translation>&quot;{value}&quot; are columns of one thing: the filled one counts, rows where they differ are set aside</translation>
    </message>
    <message>
        <source>左右并排 {count} 张表，都读了</source>
        <translation>{count} tables side by side, all read</translation>
    </message>
    <message>
        <source>没有村这一列，按标题或表名都算 {value}</source>
        <translation>no column for the village: by title or sheet name all are {value}</translation>
    </message>
    <message>
        <source>没有隐患这一列，按标题都算 {value}</source>
        <translation>no column for hazards: by its title all are {value}</translation>
    </message>
    <message>
        <source>没有隐患这一列：新收的人下令时不会列入应转，除非同户有隐患</source>
        <translation>no column for hazards: new people will not be due by an order unless their household has one</translation>
    </message>
    <message>
        <source>没有户编号，以村名加户主姓名作户编号</source>
        <translation>no household number: village and head&apos;s name stand for it</translation>
    </message>
    <message>
        <source>户号只有数字，各村会重，前面加了村名</source>
        <translation>household numbers are bare numbers that repeat from village to village: the village was put before them</translation>
    </message>
    <message>
        <source>是合计，不是人：「{value}」</source>
        <translation>is a total and nobody: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>是签字栏：「{value}」</source>
        <translation>is a line for signatures: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>是说明：「{value}」</source>
        <translation>is a note: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>是示例，不收：「{value}」</source>
        <translation>is an example and not taken: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>又是表头</source>
        <translation>is the header again</translation>
    </message>
    <message>
        <source>是列号</source>
        <translation>are column numbers</translation>
    </message>
    <message>
        <source>只有序号，没有内容</source>
        <translation>has a running number and nothing else</translation>
    </message>
    <message>
        <source>是小标题：「{value}」</source>
        <translation>is a heading: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>两列说法不同：「{value}」，留一个</source>
        <translation>two columns differ: &quot;{value}&quot;, keep one</translation>
    </message>
    <message>
        <source>写着「{note}」：「{value}」，要不要收请定</source>
        <translation>says &quot;{note}&quot;: &quot;{value}&quot;, decide whether to take it</translation>
    </message>
    <message>
        <source>同户同村同名「{value}」（第 {first_line} 行）：同一人还是两人，给户编号或证件号</source>
        <translation>same household, village and name &quot;{value}&quot; (row {first_line}): one person or two? Give a household or id number</translation>
    </message>
    <message>
        <source>没有这个村：「{value}」，像 {candidates}</source>
        <translation>no such village: &quot;{value}&quot;, looks like {candidates}</translation>
    </message>
    <message>
        <source>和第 {first_line} 行一样</source>
        <translation>is the same as row {first_line}</translation>
    </message>
    <message>
        <source>已有，没有变</source>
        <translation>is there already, unchanged</translation>
    </message>
    <message>
        <source>是隐藏的行，照收</source>
        <translation>is a hidden row, taken all the same</translation>
    </message>
    <message>
        <source>空着的照上一行：{value}</source>
        <translation>blank cells follow the row above: {value}</translation>
    </message>
    <message>
        <source>全角改成半角：「{value}」</source>
        <translation>full width made half width: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>证件号末几位被 Excel 丢了：「{value}」，没有记，请补</source>
        <translation>Excel lost the last digits of the id number: &quot;{value}&quot;, not kept, please complete</translation>
    </message>
    <message>
        <source>15 位证件号换成 18 位：{value} → {read}</source>
        <translation>id number of 15 digits made one of 18: {value} → {read}</translation>
    </message>
    <message>
        <source>证件号校验位不对，照收，待核</source>
        <translation>check digit of the id number does not fit, taken, to be checked</translation>
    </message>
    <message>
        <source>证件号是 {digits} 位，照收，待核</source>
        <translation>id number has {digits} digits, taken, to be checked</translation>
    </message>
    <message>
        <source>不是身份证，按其他证件收</source>
        <translation>is no citizen&apos;s id, taken as another document</translation>
    </message>
    <message>
        <source>证件号在册里是 {value}，先按新人收，请到重复里核</source>
        <translation>the register has this id number for {value}; taken as new for now, see the duplicates</translation>
    </message>
    <message>
        <source>证件号和册里不同，按新的改，待核</source>
        <translation>id number differs from the register&apos;s, the new one is taken, to be checked</translation>
    </message>
    <message>
        <source>固定电话，区号 {area}</source>
        <translation>landline, area {area}</translation>
    </message>
    <message>
        <source>一格里有 {count} 个电话，都记了</source>
        <translation>{count} numbers in one cell, all kept</translation>
    </message>
    <message>
        <source>电话位数不对：「{value}」，照收，待核</source>
        <translation>wrong number of digits: &quot;{value}&quot;, taken, to be checked</translation>
    </message>
    <message>
        <source>电话被 Excel 写成了「{value}」，没有记，请补</source>
        <translation>Excel turned the number into &quot;{value}&quot;, not kept, please complete</translation>
    </message>
    <message>
        <source>姓名里的点统一了：「{value}」→「{read}」</source>
        <translation>dot in the name made one kind: &quot;{value}&quot; → &quot;{read}&quot;</translation>
    </message>
    <message>
        <source>姓名里的空格去掉了：「{value}」→「{read}」</source>
        <translation>blank in the name removed: &quot;{value}&quot; → &quot;{read}&quot;</translation>
    </message>
    <message>
        <source>姓名有生僻字，照收，打印前请看</source>
        <translation>name has a rare character, taken, look before printing</translation>
    </message>
    <message>
        <source>姓名有自造字，别的电脑上看不出来，请换成正字</source>
        <translation>name has a character of somebody&apos;s own that other computers cannot show; please replace it</translation>
    </message>
    <message>
        <source>姓名里有缺字：「{value}」，请补</source>
        <translation>a character of the name is missing: &quot;{value}&quot;, please complete</translation>
    </message>
    <message>
        <source>姓名后的「{note}」没有记进姓名</source>
        <translation>&quot;{note}&quot; behind the name was not kept as part of it</translation>
    </message>
    <message>
        <source>日期是 Excel 的天数：{value} → {read}</source>
        <translation>date is a day number of Excel: {value} → {read}</translation>
    </message>
    <message>
        <source>日期「{value}」读作 {read}</source>
        <translation>date &quot;{value}&quot; read as {read}</translation>
    </message>
    <message>
        <source>日期看不懂：「{value}」，没有记</source>
        <translation>date cannot be understood: &quot;{value}&quot;, not kept</translation>
    </message>
    <message>
        <source>没有生日，按 {value} 岁记作 {read} 年生，可能差一年</source>
        <translation>no birth: from age {value} kept as year {read}, may be a year off</translation>
    </message>
    <message>
        <source>生日取自证件号：{read}</source>
        <translation>birth taken from the id number: {read}</translation>
    </message>
    <message>
        <source>生日 {value} 和证件号不一致，两样都照收，待核</source>
        <translation>birth {value} and id number differ, both taken, to be checked</translation>
    </message>
    <message>
        <source>性别看不懂：「{value}」，没有记</source>
        <translation>sex cannot be understood: &quot;{value}&quot;, not kept</translation>
    </message>
    <message>
        <source>性别「{value}」和证件号不一致，照收，待核</source>
        <translation>sex &quot;{value}&quot; and id number differ, taken, to be checked</translation>
    </message>
    <message>
        <source>行动能力没写：先按能走算，记上「行动待问」</source>
        <translation>mobility not said: counted as walking for now, marked to be asked</translation>
    </message>
    <message>
        <source>「{value}」读作 {read}</source>
        <translation>&quot;{value}&quot; read as {read}</translation>
    </message>
    <message>
        <source>隐患里的「{value}」不认得，没有记</source>
        <translation>&quot;{value}&quot; among the hazards is not known, not kept</translation>
    </message>
    <message>
        <source>「{value}」认作 {read}</source>
        <translation>&quot;{value}&quot; taken as {read}</translation>
    </message>
    <message>
        <source>村没写，按住址认作 {value}</source>
        <translation>village not said, by the address taken as {value}</translation>
    </message>
    <message>
        <source>没有户编号也没有户主，自己算一户</source>
        <translation>no household number and no head: a household of his own</translation>
    </message>
    <message>
        <source>说有 {value} 口人，表里列了 {listed} 人</source>
        <translation>said to be {value} people, {listed} are listed</translation>
    </message>
    <message>
        <source>这户在册里是 {read}，归到那一户</source>
        <translation>this household is {read} in the register, put there</translation>
    </message>
    <message>
        <source>年龄没写，空着</source>
        <translation>age not said, left empty</translation>
    </message>
    <message>
        <source>能不能抬人没写：先按不能算</source>
        <translation>whether he can carry is not said: counted as no for now</translation>
    </message>
    <message>
        <source>能包几户没写：先按 {read} 户算</source>
        <translation>how many households is not said: counted as {read} for now</translation>
    </message>
    <message>
        <source>有 {count} 格空着，册里有的留着</source>
        <translation>{count} cells are empty, what the register has stays</translation>
    </message>
    <message>
        <source>方案之后名册改过 {count} 处：没有拿新册去查旧方案，重算后再核对</source>
        <translation>The register has changed in {count} places since the plan: the old plan was not held against the new register; recompute, then verify</translation>
    </message>
    <message>
        <source>方案是别的点排的，本台没有拿自己的账去查它</source>
        <translation>The plan was made at another desk; this desk did not judge it by its own record</translation>
    </message>
    <message>
        <source>个人信息已抹去，方案没有人可核</source>
        <translation>personal data are erased: there is nobody to check the plan against</translation>
    </message>
    <message>
        <source>没有这个安全岛：「{value}」</source>
        <translation>there is no such shelter: “{value}”</translation>
    </message>
    <message>
        <source>{shelter} {room} 的 {bed} 号床不止一人，或没有这张床：{persons}</source>
        <translation>{shelter} {room}: bed {bed} has more than one person, or is not there: {persons}</translation>
    </message>
    <message>
        <source>{shelter} 没有这一室：{room}（{persons}）</source>
        <translation>{shelter} has no such room: {room} ({persons})</translation>
    </message>
    <message>
        <source>{person} 记了返回到家，{place} 却没有返回令；问清是谁放行的</source>
        <translation>{person} is recorded as home again, but no return was ordered for {place}; ask who let them go</translation>
    </message>
    <message>
        <source>现行方案用的点已被别的电脑撤掉：{shelters}；重排方案</source>
        <translation>The standing plan uses shelters that another laptop took back: {shelters}; plan again</translation>
    </message>
    <message>
        <source>{shelter}：房间表只有 {beds} 床，能住写的是 {capacity} 人，核一下</source>
        <translation>{shelter}: its rooms have {beds} beds, its capacity says {capacity}: please check</translation>
    </message>
    <message>
        <source>坐标系 {crs} 这里不会换算，先转成 WGS84 经纬度</source>
        <translation>coordinates in {crs} cannot be converted here; convert them to WGS84 degrees first</translation>
    </message>
    <message>
        <source>坐标 {value} 像是以米计的投影坐标，又没说是哪一种；先转成 WGS84 经纬度</source>
        <translation>position {value} looks projected, in metres, and nothing says how; convert it to WGS84 degrees first</translation>
    </message>
    <message>
        <source>没说坐标系（缺 .prj），按经纬度读了</source>
        <translation>no coordinate system is said (.prj is missing); read as degrees</translation>
    </message>
    <message>
        <source>{count} 条线从 {crs} 换算成经纬度</source>
        <translation>{count} lines converted from {crs} to degrees</translation>
    </message>
    <message>
        <source>{format} 文件坏了或没拷全，读不下去；重新拷一份</source>
        <translation>the {format} file is broken or was not copied whole; copy it again</translation>
    </message>
    <message>
        <source>下载时就出了错，文件不全；重新下载</source>
        <translation>the download ended in an error and is not whole; download it again</translation>
    </message>
    <message>
        <source>{feature} 的旧版：后来改过或删了</source>
        <translation>an older version of {feature}: changed or deleted later</translation>
    </message>
    <message>
        <source>缺 {part}：.shp、.shx、.dbf、.prj 要一起拷来</source>
        <translation>{part} is missing: copy .shp, .shx, .dbf and .prj together</translation>
    </message>
    <message>
        <source>缺 {part}：路名、桥、单行都没有，只收了线</source>
        <translation>{part} is missing: only the lines were taken, without names, bridges or one-way roads</translation>
    </message>
    <message>
        <source>里面没有线的图层：{layers}</source>
        <translation>no layer of lines in it: {layers}</translation>
    </message>
    <message>
        <source>有几层线，看不出哪层是路：{layers}；用 --layer 说清</source>
        <translation>several layers of lines, and nothing says which are roads: {layers}; name them with --layer</translation>
    </message>
    <message>
        <source>没有图层「{layer}」，有 {layers}</source>
        <translation>no layer “{layer}”; there are {layers}</translation>
    </message>
    <message>
        <source>图层「{layer}」不是路，{count} 条没有看</source>
        <translation>layer “{layer}” holds no roads; {count} lines not looked at</translation>
    </message>
    <message>
        <source>坐标 {lon}, {lat} 离本文件所有的村和点都超过 {margin_km} 公里</source>
        <translation>position {lon}, {lat} is over {margin_km} km from every village and shelter of this file</translation>
    </message>
    <message>
        <source>不是这里的路：{of} 个村和点 {km} 公里内都没有它的路</source>
        <translation>roads of some other place: none of them is within {km} km of any of the {of} villages and shelters</translation>
    </message>
    <message>
        <source>{of} 个村和点里有 {count} 个 {km} 公里内没有路：{places}</source>
        <translation>{count} of {of} villages and shelters have no road within {km} km: {places}</translation>
    </message>
    <message>
        <source>断了的路不在新路网里，要重新报断：{road}（{count} 条断路）</source>
        <translation>a closed road is not in the new network, report it again: {road} ({count} closures)</translation>
    </message>
    <message>
        <source>这是路网，不是表；台账 I、R 换路网，或在命令行 import 文件 roads 来源</source>
        <translation>is a road map, not a table; register, I, then R takes it, or import FILE roads SOURCE on the command line</translation>
    </message>
</context>
<context>
    <name>Heads</name>
    <message>
        <source>该填的空着</source>
        <translation>Needed but empty</translation>
    </message>
    <message>
        <source>不认得的词</source>
        <translation>Unknown words</translation>
    </message>
    <message>
        <source>不是是否</source>
        <translation>Neither yes nor no</translation>
    </message>
    <message>
        <source>时间看不懂</source>
        <translation>Time not understood</translation>
    </message>
    <message>
        <source>不是数</source>
        <translation>No number</translation>
    </message>
    <message>
        <source>不是整数</source>
        <translation>No whole number</translation>
    </message>
    <message>
        <source>负数</source>
        <translation>Negative</translation>
    </message>
    <message>
        <source>数太大</source>
        <translation>Too large</translation>
    </message>
    <message>
        <source>坐标在区界外</source>
        <translation>Position outside the district</translation>
    </message>
    <message>
        <source>经纬度写反</source>
        <translation>Longitude and latitude swapped</translation>
    </message>
    <message>
        <source>坐标只有一半</source>
        <translation>Half a position</translation>
    </message>
    <message>
        <source>同一编号两种说法</source>
        <translation>One number, two stories</translation>
    </message>
    <message>
        <source>时段重叠</source>
        <translation>Overlapping intervals</translation>
    </message>
    <message>
        <source>没有这个村</source>
        <translation>No such village</translation>
    </message>
    <message>
        <source>不止一个村</source>
        <translation>More than one village</translation>
    </message>
    <message>
        <source>没有这个雨量站</source>
        <translation>No such gauge</translation>
    </message>
    <message>
        <source>没有这段路</source>
        <translation>No such road</translation>
    </message>
    <message>
        <source>没有这个路口</source>
        <translation>No such node</translation>
    </message>
    <message>
        <source>已在册，没有变</source>
        <translation>In the register, unchanged</translation>
    </message>
    <message>
        <source>证件号重复</source>
        <translation>Id number twice</translation>
    </message>
    <message>
        <source>没有这一户</source>
        <translation>No such household</translation>
    </message>
    <message>
        <source>没有这个村，有像的</source>
        <translation>No such village, some look like it</translation>
    </message>
    <message>
        <source>两列说法不同</source>
        <translation>Two columns differ</translation>
    </message>
    <message>
        <source>写着已故</source>
        <translation>Said to be dead</translation>
    </message>
    <message>
        <source>同户同名，不知是不是一人</source>
        <translation>Same household and name, perhaps one person</translation>
    </message>
    <message>
        <source>同一行写了两遍</source>
        <translation>The same row twice</translation>
    </message>
    <message>
        <source>已有，没有变</source>
        <translation>There already, unchanged</translation>
    </message>
    <message>
        <source>合计</source>
        <translation>Totals</translation>
    </message>
    <message>
        <source>签字栏</source>
        <translation>Signatures</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>示例</source>
        <translation>Examples</translation>
    </message>
    <message>
        <source>重复的表头</source>
        <translation>Header again</translation>
    </message>
    <message>
        <source>列号</source>
        <translation>Column numbers</translation>
    </message>
    <message>
        <source>只有序号</source>
        <translation>Running number only</translation>
    </message>
    <message>
        <source>小标题</source>
        <translation>Headings</translation>
    </message>
    <message>
        <source>隐藏的行</source>
        <translation>Hidden rows</translation>
    </message>
    <message>
        <source>空着的照上一行</source>
        <translation>Blank cells as above</translation>
    </message>
    <message>
        <source>全角改半角</source>
        <translation>Full width</translation>
    </message>
    <message>
        <source>证件号被 Excel 截断</source>
        <translation>Id number cut by Excel</translation>
    </message>
    <message>
        <source>15 位证件号</source>
        <translation>Id number of 15 digits</translation>
    </message>
    <message>
        <source>证件号校验位不对</source>
        <translation>Id check digit wrong</translation>
    </message>
    <message>
        <source>证件号位数不对</source>
        <translation>Id number of wrong length</translation>
    </message>
    <message>
        <source>其他证件</source>
        <translation>Other documents</translation>
    </message>
    <message>
        <source>证件号在册里是别人</source>
        <translation>Id number is somebody else&apos;s</translation>
    </message>
    <message>
        <source>证件号改了</source>
        <translation>Id number changed</translation>
    </message>
    <message>
        <source>固定电话</source>
        <translation>Landlines</translation>
    </message>
    <message>
        <source>一格几个电话</source>
        <translation>Several numbers in a cell</translation>
    </message>
    <message>
        <source>电话位数不对</source>
        <translation>Phone of wrong length</translation>
    </message>
    <message>
        <source>电话被 Excel 截断</source>
        <translation>Phone cut by Excel</translation>
    </message>
    <message>
        <source>姓名里的点</source>
        <translation>Dot in the name</translation>
    </message>
    <message>
        <source>姓名里的空格</source>
        <translation>Blank in the name</translation>
    </message>
    <message>
        <source>生僻字</source>
        <translation>Rare characters</translation>
    </message>
    <message>
        <source>自造字</source>
        <translation>Private characters</translation>
    </message>
    <message>
        <source>缺字</source>
        <translation>Characters missing</translation>
    </message>
    <message>
        <source>姓名后的括注</source>
        <translation>Note behind the name</translation>
    </message>
    <message>
        <source>Excel 的天数</source>
        <translation>Day numbers of Excel</translation>
    </message>
    <message>
        <source>日期读法</source>
        <translation>How dates were read</translation>
    </message>
    <message>
        <source>日期看不懂</source>
        <translation>Dates not understood</translation>
    </message>
    <message>
        <source>按年龄记出生年</source>
        <translation>Birth year from age</translation>
    </message>
    <message>
        <source>生日取自证件号</source>
        <translation>Birth from id number</translation>
    </message>
    <message>
        <source>生日和证件号不一致</source>
        <translation>Birth and id number differ</translation>
    </message>
    <message>
        <source>性别看不懂</source>
        <translation>Sex not understood</translation>
    </message>
    <message>
        <source>性别和证件号不一致</source>
        <translation>Sex and id number differ</translation>
    </message>
    <message>
        <source>行动能力没写</source>
        <translation>Mobility not said</translation>
    </message>
    <message>
        <source>行动能力读法</source>
        <translation>How mobility was read</translation>
    </message>
    <message>
        <source>有不认得的隐患</source>
        <translation>Unknown hazards among others</translation>
    </message>
    <message>
        <source>村名读法</source>
        <translation>How villages were read</translation>
    </message>
    <message>
        <source>村取自住址</source>
        <translation>Village from the address</translation>
    </message>
    <message>
        <source>没有户编号</source>
        <translation>No household number</translation>
    </message>
    <message>
        <source>人口数对不上</source>
        <translation>Number of people does not fit</translation>
    </message>
    <message>
        <source>归到册里的户</source>
        <translation>Put into the known household</translation>
    </message>
    <message>
        <source>年龄没写</source>
        <translation>Age not said</translation>
    </message>
    <message>
        <source>能不能抬没写</source>
        <translation>Carrying not said</translation>
    </message>
    <message>
        <source>能包几户没写</source>
        <translation>Load not said</translation>
    </message>
    <message>
        <source>留着册里的</source>
        <translation>Register&apos;s values kept</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>{screen} · 这一屏的键</source>
        <translation>{screen} · keys of this screen</translation>
    </message>
    <message>
        <source>关于岛链：数据来源、许可、版本</source>
        <translation>About Daolian: data, licences, version</translation>
    </message>
    <message>
        <source>关于 岛链 Daolian</source>
        <translation>About Daolian</translation>
    </message>
    <message>
        <source>数据来源与许可：</source>
        <translation>Data and licences:</translation>
    </message>
    <message>
        <source>岛链 {own} · Python {python} · Qt {qt}</source>
        <translation>Daolian {own} · Python {python} · Qt {qt}</translation>
    </message>
    <message>
        <source>程序按 Apache License 2.0 许可；Qt 与 PySide6 按 LGPL v3。</source>
        <translation>The program is under Apache License 2.0; Qt and PySide6 under LGPL v3.</translation>
    </message>
    <message>
        <source>离线工具：不上网，不打电话，不自动下令；人来定，它来算、来记、来印。</source>
        <translation>An offline tool: no network, no calls, no automatic orders. People decide; it computes, records and prints.</translation>
    </message>
    <message>
        <source>签到台</source>
        <translation>Check-in desk</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>值班记事</source>
        <translation>note in the duty log</translation>
    </message>
    <message>
        <source>{what}（已撤销）</source>
        <translation>{what} (undone)</translation>
    </message>
    <message>
        <source>{who} {whom}「{outcome}」</source>
        <translation>{who}, {whom}: {outcome}</translation>
    </message>
    <message>
        <source>{who} 记「{step}」</source>
        <translation>{who}: {step}</translation>
    </message>
    <message>
        <source>{who} 到达并入住 {at}</source>
        <translation>{who} arrived and housed, {at}</translation>
    </message>
    <message>
        <source>{who} 到达 {at}</source>
        <translation>{who} arrived, {at}</translation>
    </message>
    <message>
        <source>{what} 断路</source>
        <translation>{what} closed</translation>
    </message>
    <message>
        <source>{what} 恢复通行</source>
        <translation>{what} open again</translation>
    </message>
    <message>
        <source>{where} 下令 {level}</source>
        <translation>{where} ordered: {level}</translation>
    </message>
    <message>
        <source>响应级别 {level} · {scope}</source>
        <translation>Response level {level} · {scope}</translation>
    </message>
    <message>
        <source>建册</source>
        <translation>File made</translation>
    </message>
    <message>
        <source>导入名册</source>
        <translation>Register imported</translation>
    </message>
    <message>
        <source>{who} 不在册，收下（扩面）</source>
        <translation>{who} taken in, beyond the register</translation>
    </message>
    <message>
        <source>{who} 改一项</source>
        <translation>{who}: one field changed</translation>
    </message>
    <message>
        <source>{who} 解除命令</source>
        <translation>{who}: order lifted</translation>
    </message>
    <message>
        <source>{who} 不下令，记了原因</source>
        <translation>{who}: no order, reason noted</translation>
    </message>
    <message>
        <source>采用新方案</source>
        <translation>New plan adopted</translation>
    </message>
    <message>
        <source>{who} 开岛</source>
        <translation>{who} opened</translation>
    </message>
    <message>
        <source>{who} 关岛</source>
        <translation>{who} closed</translation>
    </message>
    <message>
        <source>{who} 离开 {at}</source>
        <translation>{who} left {at}</translation>
    </message>
    <message>
        <source>{who} 拒转</source>
        <translation>{who} refused</translation>
    </message>
    <message>
        <source>{who} 失联</source>
        <translation>{who} unreachable</translation>
    </message>
    <message>
        <source>{who} 外出</source>
        <translation>{who} away</translation>
    </message>
    <message>
        <source>{who} 来不了</source>
        <translation>{who} cannot come</translation>
    </message>
    <message>
        <source>{who} 又能来了</source>
        <translation>{who} can come again</translation>
    </message>
    <message>
        <source>{who} 已告知</source>
        <translation>{who} told</translation>
    </message>
    <message>
        <source>设定演练暴雨</source>
        <translation>Drill storm set</translation>
    </message>
    <message>
        <source>演练钟</source>
        <translation>Drill clock</translation>
    </message>
    <message>
        <source>换值班</source>
        <translation>Officer changed</translation>
    </message>
    <message>
        <source>{who} 显示一项</source>
        <translation>{who}: one field shown</translation>
    </message>
    <message>
        <source>{who} 撤销一条</source>
        <translation>{who}: one entry undone</translation>
    </message>
    <message>
        <source>较新版本的记录</source>
        <translation>Entry from a newer version</translation>
    </message>
    <message>
        <source>打印名单</source>
        <translation>Lists printed</translation>
    </message>
    <message>
        <source>导出名册</source>
        <translation>register taken out</translation>
    </message>
    <message>
        <source>{who} 定为同一人</source>
        <translation>{who}: decided to be one person</translation>
    </message>
    <message>
        <source>{who} 撤掉同一人</source>
        <translation>{who}: decision opened again</translation>
    </message>
    <message>
        <source>{who} 定为两个人</source>
        <translation>{who}: decided to be two people</translation>
    </message>
    <message>
        <source>{who} 从册上拿下</source>
        <translation>{who} taken off the register</translation>
    </message>
    <message>
        <source>{who} 放回册上</source>
        <translation>{who} put back on the register</translation>
    </message>
    <message>
        <source>{who} 核过</source>
        <translation>{who} confirmed</translation>
    </message>
    <message>
        <source>{who} 点人数</source>
        <translation>{who}: heads counted</translation>
    </message>
    <message>
        <source>{who} 答为何不在册</source>
        <translation>{who}: said why not on the list</translation>
    </message>
    <message>
        <source>{who} 记已转出</source>
        <translation>{who}: heads moved recorded</translation>
    </message>
    <message>
        <source>{who} 全村已转，确认</source>
        <translation>{who}: all moved, confirmed</translation>
    </message>
    <message>
        <source>登记一台电脑</source>
        <translation>Laptop enrolled</translation>
    </message>
    <message>
        <source>交班给 {to}</source>
        <translation>Handed over to {to}</translation>
    </message>
    <message>
        <source>抹去个人信息</source>
        <translation>Personal data erased</translation>
    </message>
    <message>
        <source>结束这次事件</source>
        <translation>Incident closed</translation>
    </message>
    <message>
        <source>{who} 记「{list}」</source>
        <translation>{who}: &quot;{list}&quot;</translation>
    </message>
    <message>
        <source>{who} {state}</source>
        <translation>{who}: {state}</translation>
    </message>
    <message>
        <source>报出{kind}</source>
        <translation>Report sent up: {kind}</translation>
    </message>
    <message>
        <source>时限「{rule}」改为 {value}</source>
        <translation>&quot;{rule}&quot; set to {value}</translation>
    </message>
    <message>
        <source>原来的</source>
        <translation>the default</translation>
    </message>
    <message>
        <source>{who} 换床位</source>
        <translation>{who} changed beds</translation>
    </message>
    <message>
        <source>{who} 暂离 {at}</source>
        <translation>{who} out for a while from {at}</translation>
    </message>
    <message>
        <source>{who} 当场建点</source>
        <translation>{who}: shelter added on the spot</translation>
    </message>
    <message>
        <source>{who} 点存量</source>
        <translation>{who}: stock counted</translation>
    </message>
    <message>
        <source>{who} 清单勾一项</source>
        <translation>{who}: checklist item done</translation>
    </message>
    <message>
        <source>{who} 清单去勾</source>
        <translation>{who}: checklist item undone</translation>
    </message>
    <message>
        <source>分流一户去 {at}</source>
        <translation>A household ordered on to {at}</translation>
    </message>
    <message>
        <source>{who} 不分流，记了原因</source>
        <translation>{who}: not relieved, reason noted</translation>
    </message>
    <message>
        <source>{who} 记雨强峰值</source>
        <translation>{who}: peak of the rain noted</translation>
    </message>
    <message>
        <source>{who} 雨后复查签字</source>
        <translation>{who}: inspection signed</translation>
    </message>
    <message>
        <source>{who} 下返回令</source>
        <translation>{who}: return ordered</translation>
    </message>
    <message>
        <source>{who} 返回到家</source>
        <translation>{who} is home again</translation>
    </message>
    <message>
        <source>{who} 擅自返回</source>
        <translation>{who} went back unasked</translation>
    </message>
    <message>
        <source>停用一台电脑</source>
        <translation>a laptop revoked</translation>
    </message>
    <message>
        <source>{who} 又能开了</source>
        <translation>{who} drives again</translation>
    </message>
    <message>
        <source>{who} 坏了</source>
        <translation>{who} broke down</translation>
    </message>
    <message>
        <source>换了路网，{n} 段</source>
        <translation>roads replaced, {n} links</translation>
    </message>
    <message>
        <source>加了 {n} 段路</source>
        <translation>{n} road links added</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>收下</source>
        <translation>Taken</translation>
    </message>
    <message>
        <source>收下，有说明</source>
        <translation>Taken, with remarks</translation>
    </message>
    <message>
        <source>放一边</source>
        <translation>Set aside</translation>
    </message>
    <message>
        <source>已有</source>
        <translation>There already</translation>
    </message>
    <message>
        <source>不是记录</source>
        <translation>No record</translation>
    </message>
    <message>
        <source>整份文件</source>
        <translation>Whole file</translation>
    </message>
    <message>
        <source>{field}：{old} → {new}</source>
        <translation>{field}: {old} → {new}</translation>
    </message>
    <message>
        <source>表里写的</source>
        <translation>As it stands in the file</translation>
    </message>
    <message>
        <source>改好，再判</source>
        <translation>Mended, judge again</translation>
    </message>
    <message>
        <source>还没有改：打字，或用 ↑ ↓ 挑一个</source>
        <translation>Nothing changed yet: type, or pick one with ↑ ↓</translation>
    </message>
    <message>
        <source>整表</source>
        <translation>Whole file</translation>
    </message>
    <message>
        <source>还没有选文件</source>
        <translation>No file chosen yet</translation>
    </message>
    <message>
        <source>{n} 行</source>
        <translation>{n} rows</translation>
    </message>
    <message>
        <source>{table}（按表头认的）</source>
        <translation>{table} (by its header)</translation>
    </message>
    <message>
        <source>正在读 {share:.0f} %…</source>
        <translation>Reading {share:.0f} %…</translation>
    </message>
    <message>
        <source>已收进「{table}」：新增 {new}，更正 {changed}。</source>
        <translation>Taken into &quot;{table}&quot;: {new} new, {changed} corrected.</translation>
    </message>
    <message>
        <source>还有 {n} 行放在一边，没有收。</source>
        <translation> {n} rows are still set aside and not taken.</translation>
    </message>
    <message>
        <source>已写到 {file}</source>
        <translation>Written to {file}</translation>
    </message>
    <message>
        <source>试读 {rows} 行：会新增 {new}，更正 {changed}；放一边 {aside}，已有 {same}，不是记录 {none}</source>
        <translation>Trial reading of {rows} rows: would add {new}, correct {changed}; {aside} set aside, {same} there already, {none} no record</translation>
    </message>
    <message>
        <source>收进 {n} 行</source>
        <translation>Take in {n} rows</translation>
    </message>
    <message>
        <source>还没有选文件 · {key} 选一个，或把文件拖到窗口上</source>
        <translation>No file chosen yet · {key} to choose one, or drop it on the window</translation>
    </message>
    <message>
        <source>这一类没有行</source>
        <translation>No rows of this kind</translation>
    </message>
    <message>
        <source>新增</source>
        <translation>New</translation>
    </message>
    <message>
        <source>更正</source>
        <translation>Corrected</translation>
    </message>
    <message>
        <source>没有变</source>
        <translation>Unchanged</translation>
    </message>
    <message>
        <source>{why} · {n} 行</source>
        <translation>{why} · {n} rows</translation>
    </message>
    <message>
        <source>第 {n} 行</source>
        <translation>Row {n}</translation>
    </message>
    <message>
        <source>更正 {fields}</source>
        <translation>Corrects {fields}</translation>
    </message>
    <message>
        <source>哪一行</source>
        <translation>Which row</translation>
    </message>
    <message>
        <source>是谁</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>为什么</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>选文件</source>
        <translation>Choose file</translation>
    </message>
    <message>
        <source>空白模板</source>
        <translation>Blank template</translation>
    </message>
    <message>
        <source>导出这张表</source>
        <translation>Export this table</translation>
    </message>
    <message>
        <source>放一边的另存</source>
        <translation>Save those set aside</translation>
    </message>
    <message>
        <source>再读一遍</source>
        <translation>Read again</translation>
    </message>
    <message>
        <source>回台账</source>
        <translation>To the register</translation>
    </message>
    <message>
        <source>每一行的结果</source>
        <translation>What becomes of each row</translation>
    </message>
    <message>
        <source>xlsx、xls、csv 都行；表头用办公室自己的叫法就行，读完先给你看，没有按收进之前不动名册</source>
        <translation>xlsx, xls or csv, with the office&apos;s own words over the columns; you see it first, and nothing changes until you take it in</translation>
    </message>
    <message>
        <source>表格 (*.xlsx *.xls *.xlsm *.csv *.txt *.et *.html *.htm);;所有文件 (*)</source>
        <translation>Tables (*.xlsx *.xls *.xlsm *.csv *.txt *.et *.html *.htm);;All files (*)</translation>
    </message>
    <message>
        <source>选一个文件</source>
        <translation>Choose a file</translation>
    </message>
    <message>
        <source>放一边的行.xlsx</source>
        <translation>set aside.xlsx</translation>
    </message>
    <message>
        <source>Excel 表 (*.xlsx);;csv (*.csv)</source>
        <translation>Excel (*.xlsx);;csv (*.csv)</translation>
    </message>
    <message>
        <source>存到哪里</source>
        <translation>Save where</translation>
    </message>
    <message>
        <source>坐标 WGS84（卫星）</source>
        <translation>Positions WGS84 (satellite)</translation>
    </message>
    <message>
        <source>坐标 GCJ-02（高德、腾讯）</source>
        <translation>Positions GCJ-02 (Amap, Tencent)</translation>
    </message>
    <message>
        <source>坐标 BD-09（百度）</source>
        <translation>Positions BD-09 (Baidu)</translation>
    </message>
    <message>
        <source>收错了：{key} 整次撤掉。</source>
        <translation> Wrong file? {key} takes the whole import back.</translation>
    </message>
    <message>
        <source>{n} 行都这样改</source>
        <translation>Same for all {n} rows</translation>
    </message>
    <message>
        <source>路网</source>
        <translation>Roads</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>显示电话、要打的号码</source>
        <translation>Show the phone, the number to call</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>一张图</source>
        <translation>Map</translation>
    </message>
    <message>
        <source>叫应</source>
        <translation>Calls</translation>
    </message>
    <message>
        <source>转移</source>
        <translation>Roll</translation>
    </message>
    <message>
        <source>安全岛</source>
        <translation>Islands</translation>
    </message>
    <message>
        <source>方案</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>台账</source>
        <translation>People</translation>
    </message>
    <message>
        <source>雨情</source>
        <translation>Storm</translation>
    </message>
    <message>
        <source>演练</source>
        <translation>Drill</translation>
    </message>
    <message>
        <source>上报</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>日/夜</source>
        <translation>Day/night</translation>
    </message>
    <message>
        <source>全屏</source>
        <translation>Full screen</translation>
    </message>
    <message>
        <source>印纸册</source>
        <translation>Print lists</translation>
    </message>
    <message>
        <source>命令框</source>
        <translation>Command box</translation>
    </message>
    <message>
        <source>退一层</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>为什么</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>刚才</source>
        <translation>Recent</translation>
    </message>
    <message>
        <source>换镇街</source>
        <translation>Change town</translation>
    </message>
    <message>
        <source>换值班</source>
        <translation>Change officer</translation>
    </message>
    <message>
        <source>警报：知道了</source>
        <translation>Alarm: seen</translation>
    </message>
    <message>
        <source>静音</source>
        <translation>Mute</translation>
    </message>
    <message>
        <source>收起侧栏</source>
        <translation>Hide panel</translation>
    </message>
    <message>
        <source>字大些</source>
        <translation>Larger text</translation>
    </message>
    <message>
        <source>字小些</source>
        <translation>Smaller text</translation>
    </message>
    <message>
        <source>演练钟 走/停</source>
        <translation>Drill clock run/stop</translation>
    </message>
    <message>
        <source>演练钟 快些</source>
        <translation>Drill clock faster</translation>
    </message>
    <message>
        <source>演练钟 慢些</source>
        <translation>Drill clock slower</translation>
    </message>
    <message>
        <source>记下一步</source>
        <translation>Record next step</translation>
    </message>
    <message>
        <source>勾选；方案：已告知</source>
        <translation>Mark; in plan: told</translation>
    </message>
    <message>
        <source>呼 A 角</source>
        <translation>Call A</translation>
    </message>
    <message>
        <source>换 B 角</source>
        <translation>Call B</translation>
    </message>
    <message>
        <source>呼邻户</source>
        <translation>Call neighbour</translation>
    </message>
    <message>
        <source>派人敲门</source>
        <translation>Send to knock</translation>
    </message>
    <message>
        <source>到达</source>
        <translation>Arrived</translation>
    </message>
    <message>
        <source>入住</source>
        <translation>Housed</translation>
    </message>
    <message>
        <source>拒转</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>失联</source>
        <translation>Unreachable</translation>
    </message>
    <message>
        <source>外出</source>
        <translation>Away</translation>
    </message>
    <message>
        <source>图上看</source>
        <translation>On the map</translation>
    </message>
    <message>
        <source>看成表</source>
        <translation>As a table</translation>
    </message>
    <message>
        <source>断路</source>
        <translation>Close road</translation>
    </message>
    <message>
        <source>开岛 / 恢复通行</source>
        <translation>Open island / road</translation>
    </message>
    <message>
        <source>排序</source>
        <translation>Sort</translation>
    </message>
    <message>
        <source>分组</source>
        <translation>Group</translation>
    </message>
    <message>
        <source>图例</source>
        <translation>Legend</translation>
    </message>
    <message>
        <source>移图</source>
        <translation>Move the map</translation>
    </message>
    <message>
        <source>放大，缩小</source>
        <translation>Zoom in, out</translation>
    </message>
    <message>
        <source>看全区</source>
        <translation>Whole district</translation>
    </message>
    <message>
        <source>逐个走图上的符号</source>
        <translation>Step through the symbols</translation>
    </message>
    <message>
        <source>筛这张表</source>
        <translation>Filter this list</translation>
    </message>
    <message>
        <source>显示证件</source>
        <translation>Show ID</translation>
    </message>
    <message>
        <source>显示电话</source>
        <translation>Show phone</translation>
    </message>
    <message>
        <source>显示住址</source>
        <translation>Show address</translation>
    </message>
    <message>
        <source>退 10 分</source>
        <translation>Back 10 min</translation>
    </message>
    <message>
        <source>进 10 分</source>
        <translation>On 10 min</translation>
    </message>
    <message>
        <source>退 1 时</source>
        <translation>Back 1 h</translation>
    </message>
    <message>
        <source>进 1 时</source>
        <translation>On 1 h</translation>
    </message>
    <message>
        <source>回到现在</source>
        <translation>Back to now</translation>
    </message>
    <message>
        <source>筛选 1–9</source>
        <translation>Filter 1–9</translation>
    </message>
    <message>
        <source>这个村 下令立即</source>
        <translation>Order this village: go</translation>
    </message>
    <message>
        <source>这个村 下令准备</source>
        <translation>Order this village: prepare</translation>
    </message>
    <message>
        <source>选下一段路，选上一段</source>
        <translation>Choose the next or previous road</translation>
    </message>
    <message>
        <source>路上的人数 / 到达人数</source>
        <translation>Load of roads / arrivals</translation>
    </message>
    <message>
        <source>车次</source>
        <translation>Trips</translation>
    </message>
    <message>
        <source>断了最伤的路</source>
        <translation>Roads that hurt most if closed</translation>
    </message>
    <message>
        <source>采用重排的方案</source>
        <translation>Adopt the fresh plan</translation>
    </message>
    <message>
        <source>重排好百分之几才提</source>
        <translation>How much better a fresh plan must be</translation>
    </message>
    <message>
        <source>要告知 / 出门先后</source>
        <translation>Whom to tell / order of leaving</translation>
    </message>
    <message>
        <source>打印这一屏</source>
        <translation>Print this screen</translation>
    </message>
    <message>
        <source>打开刚印的</source>
        <translation>Open the last print</translation>
    </message>
    <message>
        <source>刚印的送打印机</source>
        <translation>Send the last print to a printer</translation>
    </message>
    <message>
        <source>导入，模板，导出</source>
        <translation>Import, templates, export</translation>
    </message>
    <message>
        <source>选文件</source>
        <translation>Choose file</translation>
    </message>
    <message>
        <source>换一张表</source>
        <translation>Another table</translation>
    </message>
    <message>
        <source>改这一行</source>
        <translation>Mend this row</translation>
    </message>
    <message>
        <source>收进名册</source>
        <translation>Take into the register</translation>
    </message>
    <message>
        <source>放一边的另存</source>
        <translation>Save those set aside</translation>
    </message>
    <message>
        <source>存空白模板</source>
        <translation>Save a blank template</translation>
    </message>
    <message>
        <source>导出这张表</source>
        <translation>Export this table</translation>
    </message>
    <message>
        <source>待核的名册</source>
        <translation>Register to check</translation>
    </message>
    <message>
        <source>机构人数</source>
        <translation>Institutions</translation>
    </message>
    <message>
        <source>责任人</source>
        <translation>Helpers</translation>
    </message>
    <message>
        <source>改一项</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>核过了</source>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>添一人</source>
        <translation>Add a person</translation>
    </message>
    <message>
        <source>打给该叫的这一级</source>
        <translation>Call whoever is next on the ladder</translation>
    </message>
    <message>
        <source>电台逐村问</source>
        <translation>Ask villages by radio</translation>
    </message>
    <message>
        <source>筛选 1–6；通话时 已应 未接 关机 带话 错号</source>
        <translation>Filter 1-6; in a call: answered, no answer, off, relayed, wrong</translation>
    </message>
    <message>
        <source>交班</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>值班日志，交班</source>
        <translation>Duty log, hand-over</translation>
    </message>
    <message>
        <source>备份到哪里</source>
        <translation>Where to back up</translation>
    </message>
    <message>
        <source>备份：现在写一份</source>
        <translation>Back up now</translation>
    </message>
    <message>
        <source>记一句</source>
        <translation>Write a line</translation>
    </message>
    <message>
        <source>锁屏</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>结束事件，到期抹去个人信息</source>
        <translation>Close the incident; erase personal data when due</translation>
    </message>
    <message>
        <source>责任人换了谁</source>
        <translation>Helpers exchanged</translation>
    </message>
    <message>
        <source>来不了，又能来了</source>
        <translation>Cannot come, can come again</translation>
    </message>
    <message>
        <source>把原来的户还给他</source>
        <translation>Give his households back</translation>
    </message>
    <message>
        <source>下一个电话打过了</source>
        <translation>Next call is made</translation>
    </message>
    <message>
        <source>锁定、放开一户</source>
        <translation>Lock or free a household</translation>
    </message>
    <message>
        <source>改电话</source>
        <translation>Change the phone</translation>
    </message>
    <message>
        <source>迁走，放回</source>
        <translation>Moved away, put back</translation>
    </message>
    <message>
        <source>按这一张上的号定</source>
        <translation>Decide by the numbers of the card</translation>
    </message>
    <message>
        <source>记现在几人</source>
        <translation>Enter heads present</translation>
    </message>
    <message>
        <source>同样的行都这样改</source>
        <translation>Same for all such rows</translation>
    </message>
    <message>
        <source>换坐标系</source>
        <translation>Other datum</translation>
    </message>
    <message>
        <source>报出，存文件</source>
        <translation>Send up, write the files</translation>
    </message>
    <message>
        <source>首报 续报 终报</source>
        <translation>First, next, final report</translation>
    </message>
    <message>
        <source>文字稿 / 念稿</source>
        <translation>Text / to read aloud</translation>
    </message>
    <message>
        <source>这个镇的村 展开/收起</source>
        <translation>Villages of this town, shown or folded</translation>
    </message>
    <message>
        <source>下一处对不上的</source>
        <translation>Next sum that does not come out</translation>
    </message>
    <message>
        <source>派一支队伍</source>
        <translation>Send a squad</translation>
    </message>
    <message>
        <source>这一队报平安</source>
        <translation>This squad was heard of</translation>
    </message>
    <message>
        <source>这一队回来了</source>
        <translation>This squad is back</translation>
    </message>
    <message>
        <source>打开存文件的文件夹</source>
        <translation>Open the folder of the files</translation>
    </message>
    <message>
        <source>时限，为本次改</source>
        <translation>Time limits, set for this incident</translation>
    </message>
    <message>
        <source>给这次叫应记一句</source>
        <translation>A note for this call</translation>
    </message>
    <message>
        <source>伤 送医 亡</source>
        <translation>Injured, hospital, dead</translation>
    </message>
    <message>
        <source>待核：再按 1–9 打开一张</source>
        <translation>To reconcile: then 1–9 opens a card</translation>
    </message>
    <message>
        <source>出这一户；在卡上：全户到达</source>
        <translation>Household; on the card: all have arrived</translation>
    </message>
    <message>
        <source>直取</source>
        <translation>take that line</translation>
    </message>
    <message>
        <source>来 / 没来</source>
        <translation>here / not here</translation>
    </message>
    <message>
        <source>只记到达</source>
        <translation>Arrival only</translation>
    </message>
    <message>
        <source>只他一人</source>
        <translation>only him</translation>
    </message>
    <message>
        <source>换室</source>
        <translation>other room</translation>
    </message>
    <message>
        <source>从哪来</source>
        <translation>came from</translation>
    </message>
    <message>
        <source>投亲</source>
        <translation>elsewhere</translation>
    </message>
    <message>
        <source>暂离</source>
        <translation>out</translation>
    </message>
    <message>
        <source>转走</source>
        <translation>send on</translation>
    </message>
    <message>
        <source>不在册</source>
        <translation>stranger</translation>
    </message>
    <message>
        <source>中文</source>
        <translation>Chinese</translation>
    </message>
    <message>
        <source>不在册，收下</source>
        <translation>Stranger: take in</translation>
    </message>
    <message>
        <source>签到台：本台在哪个岛</source>
        <translation>Desk: which island this laptop serves</translation>
    </message>
    <message>
        <source>转换清单</source>
        <translation>conversion checklist</translation>
    </message>
    <message>
        <source>点存量</source>
        <translation>count stock</translation>
    </message>
    <message>
        <source>返回门</source>
        <translation>return gate</translation>
    </message>
    <message>
        <source>当场建点</source>
        <translation>add a shelter</translation>
    </message>
    <message>
        <source>分流：逐户挑</source>
        <translation>relief: pick households</translation>
    </message>
    <message>
        <source>各点，U 盘</source>
        <translation>Desks, sticks</translation>
    </message>
    <message>
        <source>选文件夹</source>
        <translation>Choose a folder</translation>
    </message>
    <message>
        <source>收下等着的包</source>
        <translation>Take in what waits</translation>
    </message>
    <message>
        <source>发现就收 / 先放着</source>
        <translation>Take in as found / wait</translation>
    </message>
    <message>
        <source>登记一台电脑</source>
        <translation>Enrol a laptop</translation>
    </message>
    <message>
        <source>停用一台电脑</source>
        <translation>Revoke a laptop</translation>
    </message>
    <message>
        <source>网线热点：等人来 / 停</source>
        <translation>Cable: wait for a desk / stop</translation>
    </message>
    <message>
        <source>网线热点：打给一个点</source>
        <translation>Cable: call a desk</translation>
    </message>
    <message>
        <source>屏上放码给人拍</source>
        <translation>Codes on screen to photograph</translation>
    </message>
    <message>
        <source>从照片收码</source>
        <translation>Codes from photographs</translation>
    </message>
    <message>
        <source>听电台报</source>
        <translation>Record from radio</translation>
    </message>
    <message>
        <source>写一包</source>
        <translation>Write a bundle</translation>
    </message>
    <message>
        <source>签到这一户</source>
        <translation>Check this household in</translation>
    </message>
    <message>
        <source>收下不在册</source>
        <translation>Take in somebody not in the register</translation>
    </message>
    <message>
        <source>按提议：开岛，分流</source>
        <translation>Do as proposed: open, send on</translation>
    </message>
    <message>
        <source>提议不采纳，记原因</source>
        <translation>Decline the proposal, with a reason</translation>
    </message>
    <message>
        <source>全列 / 收起</source>
        <translation>List all / fold</translation>
    </message>
    <message>
        <source>换床</source>
        <translation>Another bed</translation>
    </message>
    <message>
        <source>和区里的库换一次</source>
        <translation>Exchange with the district hub</translation>
    </message>
    <message>
        <source>区里的库：地址</source>
        <translation>District hub: address</translation>
    </message>
    <message>
        <source>摄像头收码</source>
        <translation>Read codes by camera</translation>
    </message>
    <message>
        <source>清掉草稿</source>
        <translation>Clear the draft</translation>
    </message>
    <message>
        <source>整份重排</source>
        <translation>Plan everybody anew</translation>
    </message>
    <message>
        <source>这辆车坏了，又能开了</source>
        <translation>This vehicle broke down, drives again</translation>
    </message>
    <message>
        <source>重算，只动该动的；再试</source>
        <translation>Recompute, moving only whom it must; try again</translation>
    </message>
    <message>
        <source>换路网</source>
        <translation>Replace the roads</translation>
    </message>
    <message>
        <source>这份图的坐标；哪一层是路</source>
        <translation>This map&apos;s coordinates; which layer holds the roads</translation>
    </message>
    <message>
        <source>选放两张路表的文件夹</source>
        <translation>Choose the folder with the two road tables</translation>
    </message>
    <message>
        <source>路表：加进去 / 整网替换</source>
        <translation>Road tables: add / replace the network</translation>
    </message>
    <message>
        <source>看下一份清单</source>
        <translation>See the next list</translation>
    </message>
    <message>
        <source>换上这份路网</source>
        <translation>Make this the road network</translation>
    </message>
</context>
<context>
    <name>Map</name>
    <message>
        <source>{place} {n} 人 无人接</source>
        <translation>{place}: {n}, nobody on it</translation>
    </message>
    <message>
        <source>{h} 户 · {n} 人</source>
        <translation>{h} households · {n} people</translation>
    </message>
    <message>
        <source>应转 {due} · 已转 {moved}</source>
        <translation>Due {due} · moved {moved}</translation>
    </message>
    <message>
        <source>{n}岛 {inside}/{capacity}</source>
        <translation>Islands {n}: {inside}/{capacity}</translation>
    </message>
    <message>
        <source>未开 · {n} 床</source>
        <translation>shut · beds {n}</translation>
    </message>
    <message>
        <source>{inside}/{capacity} · 满</source>
        <translation>{inside}/{capacity} · full</translation>
    </message>
    <message>
        <source>{inside}/{capacity} · 空 {free}</source>
        <translation>{inside}/{capacity} · free {free}</translation>
    </message>
    <message>
        <source>{n} 室</source>
        <translation>Rooms {n}</translation>
    </message>
    <message>
        <source>立即转移</source>
        <translation>Go</translation>
    </message>
    <message>
        <source>准备转移</source>
        <translation>Prepare</translation>
    </message>
    <message>
        <source>未触发</source>
        <translation>Not triggered</translation>
    </message>
    <message>
        <source>有险无人</source>
        <translation>At risk</translation>
    </message>
    <message>
        <source>已断 (时刻)</source>
        <translation>Closed (time)</translation>
    </message>
    <message>
        <source>将断</source>
        <translation>Closing</translation>
    </message>
    <message>
        <source>安全岛 占用</source>
        <translation>Island, in use</translation>
    </message>
    <message>
        <source>首选路</source>
        <translation>First route</translation>
    </message>
    <message>
        <source>备选路</source>
        <translation>Second route</translation>
    </message>
    <message>
        <source>永定河</source>
        <translation>Yongding R.</translation>
    </message>
    <message>
        <source>国道、省道</source>
        <translation>Main road</translation>
    </message>
    <message>
        <source>图例 Shift+L</source>
        <translation>Legend Shift+L</translation>
    </message>
    <message>
        <source>公里</source>
        <translation>km</translation>
    </message>
    <message>
        <source>米</source>
        <translation>m</translation>
    </message>
    <message>
        <source>未落点 {n} 村</source>
        <translation>Not on the map: {n}</translation>
    </message>
    <message>
        <source>立即 {n}</source>
        <translation>Go {n}</translation>
    </message>
    <message>
        <source>有险无人 {n} 人</source>
        <translation>At risk, nobody on it: {n}</translation>
    </message>
    <message>
        <source>图上重算</source>
        <translation>Planned again on the map</translation>
    </message>
    <message>
        <source>断路</source>
        <translation>Close road</translation>
    </message>
    <message>
        <source>恢复通行</source>
        <translation>Open road</translation>
    </message>
    <message>
        <source>断路 {n}</source>
        <translation>Closed {n}</translation>
    </message>
    <message>
        <source>{name} 户</source>
        <translation>{name} household</translation>
    </message>
    <message>
        <source>户 {id} · {town} {place}</source>
        <translation>Household {id} · {town} {place}</translation>
    </message>
    <message>
        <source>{name} 户 · {n} 人</source>
        <translation>{name}, household of {n}</translation>
    </message>
    <message>
        <source>为什么</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>经过</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>路上没有要断的</source>
        <translation>no road on the way will close</translation>
    </message>
    <message>
        <source>方案里还没有去处</source>
        <translation>nowhere to go in the plan yet</translation>
    </message>
    <message>
        <source>最晚出发</source>
        <translation>Leave by</translation>
    </message>
    <message>
        <source>现行方案没有这一户</source>
        <translation>not in the standing plan</translation>
    </message>
    <message>
        <source>去处未定</source>
        <translation>No shelter yet</translation>
    </message>
    <message>
        <source>{depart} 走 · {arrive} 到</source>
        <translation>leave {depart} · arrive {arrive}</translation>
    </message>
    <message>
        <source>首选 {mode}</source>
        <translation>First, {mode}</translation>
    </message>
    <message>
        <source>没有第二条路</source>
        <translation>No second route</translation>
    </message>
    <message>
        <source>随车走，没有另找</source>
        <translation>With the vehicle, none looked for</translation>
    </message>
    <message>
        <source>备选</source>
        <translation>Second</translation>
    </message>
    <message>
        <source>两条路有 {n} 段绕不开，是同一段</source>
        <translation>Both routes share {n} links; no way round</translation>
    </message>
    <message>
        <source>{length} · {minutes}</source>
        <translation>{length} · {minutes}</translation>
    </message>
    <message>
        <source>没有{role}角</source>
        <translation>No helper {role}</translation>
    </message>
    <message>
        <source>未叫</source>
        <translation>not called</translation>
    </message>
    <message>
        <source>名册：{hazards}</source>
        <translation>Register: {hazards}</translation>
    </message>
    <message>
        <source>{road}，已绕开</source>
        <translation>{road}, avoided</translation>
    </message>
    <message>
        <source>{shelter}：{length}，路断前到得了</source>
        <translation>{shelter}: {length}, in before the road closes</translation>
    </message>
    <message>
        <source>A 角{where}，{minutes} 到门口</source>
        <translation>Helper A: {where}; {minutes} to the door</translation>
    </message>
    <message>
        <source>住{place}</source>
        <translation>lives in {place}</translation>
    </message>
    <message>
        <source>缺{role}角：{why}</source>
        <translation>No helper {role}: {why}</translation>
    </message>
    <message>
        <source>村 {code} · {town}</source>
        <translation>Village {code} · {town}</translation>
    </message>
    <message>
        <source>未落点：不在图上，雨量和触发用本镇的，人照叫照转</source>
        <translation>Not on the map: uses its town&apos;s rain and trigger; people are called and moved all the same</translation>
    </message>
    <message>
        <source>位置是推算的，虚圈为记</source>
        <translation>Position is estimated; shown by a broken ring</translation>
    </message>
    <message>
        <source>没有下令。若下立即：应转 {go} 人；若下准备：{prepare} 人</source>
        <translation>No order. Go would make {go} due; prepare {prepare}</translation>
    </message>
    <message>
        <source>雨量没有到线</source>
        <translation>Rain is below the thresholds</translation>
    </message>
    <message>
        <source>{h} 户 {n} 人 · 险者在前</source>
        <translation>{h} households, {n} people · most at risk first</translation>
    </message>
    <message>
        <source>还没出门</source>
        <translation>Not out yet</translation>
    </message>
    <message>
        <source>还有 {n} 人</source>
        <translation>{n} more</translation>
    </message>
    <message>
        <source>F4 看全</source>
        <translation>F4 for all</translation>
    </message>
    <message>
        <source>未下令</source>
        <translation>not ordered</translation>
    </message>
    <message>
        <source>已下 {level}</source>
        <translation>ordered: {level}</translation>
    </message>
    <message>
        <source>已转</source>
        <translation>Moved</translation>
    </message>
    <message>
        <source>在路上</source>
        <translation>On the way</translation>
    </message>
    <message>
        <source>已联系</source>
        <translation>Contacted</translation>
    </message>
    <message>
        <source>未联系</source>
        <translation>No contact yet</translation>
    </message>
    <message>
        <source>拒转</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>失联</source>
        <translation>Unreachable</translation>
    </message>
    <message>
        <source>外出</source>
        <translation>Away</translation>
    </message>
    <message>
        <source>缺</source>
        <translation>none</translation>
    </message>
    <message>
        <source>A {name} · 最晚 {time}</source>
        <translation>A {name} · leave by {time}</translation>
    </message>
    <message>
        <source>通</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>{time} 断</source>
        <translation>Closed {time}</translation>
    </message>
    <message>
        <source>约{time} 将断</source>
        <translation>Closing ~{time}</translation>
    </message>
    <message>
        <source>路段 {id} · {length}</source>
        <translation>Link {id} · {length}</translation>
    </message>
    <message>
        <source>正在重算，只动这条路碰到的户…</source>
        <translation>Planning again, only households this road touches…</translation>
    </message>
    <message>
        <source>{h} 户 {n} 人</source>
        <translation>{h} households, {n} people</translation>
    </message>
    <message>
        <source>方案里走这里</source>
        <translation>Use it in the plan</translation>
    </message>
    <message>
        <source>还有 {n} 户</source>
        <translation>{n} more households</translation>
    </message>
    <message>
        <source>{n} 户改</source>
        <translation>{n} changed</translation>
    </message>
    <message>
        <source>{n} 户不变</source>
        <translation>{n} kept</translation>
    </message>
    <message>
        <source>待告知 {n} 户</source>
        <translation>{n} to tell</translation>
    </message>
    <message>
        <source>没有A角</source>
        <translation>no helper A</translation>
    </message>
    <message>
        <source>{head} 户 {n} 人</source>
        <translation>{head}, household of {n}</translation>
    </message>
    <message>
        <source>开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>未开</source>
        <translation>Shut</translation>
    </message>
    <message>
        <source>满</source>
        <translation>Full</translation>
    </message>
    <message>
        <source>安全岛 {id} · {town}</source>
        <translation>Safety island {id} · {town}</translation>
    </message>
    <message>
        <source>{inside} / {capacity}</source>
        <translation>{inside} / {capacity}</translation>
    </message>
    <message>
        <source>空 {n}</source>
        <translation>free {n}</translation>
    </message>
    <message>
        <source>方案再到 {n} 人 · 在路上 {m} 人</source>
        <translation>To come by plan {n} · on the way {m}</translation>
    </message>
    <message>
        <source>{n} 户</source>
        <translation>{n} households</translation>
    </message>
    <message>
        <source>要来的</source>
        <translation>To come</translation>
    </message>
    <message>
        <source>{rooms} 室，每人 {m2:g} 平方米</source>
        <translation>{rooms} rooms, {m2:g} m² a person</translation>
    </message>
    <message>
        <source>容量按登记</source>
        <translation>capacity as registered</translation>
    </message>
    <message>
        <source>{rule} · 候选校，待核</source>
        <translation>{rule} · candidate, unconfirmed</translation>
    </message>
    <message>
        <source>阈值待核</source>
        <translation>unconfirmed</translation>
    </message>
    <message>
        <source>{n} 人</source>
        <translation>{n} people</translation>
    </message>
    <message>
        <source>演练 DRILL</source>
        <translation>DRILL</translation>
    </message>
    <message>
        <source>村</source>
        <translation>Village</translation>
    </message>
    <message>
        <source>村 未落点</source>
        <translation>Village, not on the map</translation>
    </message>
    <message>
        <source>应转 {due} · 已转 {moved} · 未转 {rest}</source>
        <translation>Due {due} · moved {moved} · not moved {rest}</translation>
    </message>
    <message>
        <source>安全岛</source>
        <translation>Safety island</translation>
    </message>
    <message>
        <source>路</source>
        <translation>Road</translation>
    </message>
    <message>
        <source>是什么</source>
        <translation>What</translation>
    </message>
    <message>
        <source>名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>镇街</source>
        <translation>Town</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>人</source>
        <translation>People</translation>
    </message>
    <message>
        <source>正在读底图…</source>
        <translation>Reading the map…</translation>
    </message>
    <message>
        <source>图上的村、岛、路</source>
        <translation>Villages, islands and roads on the map</translation>
    </message>
    <message>
        <source>一张图</source>
        <translation>Map</translation>
    </message>
    <message>
        <source>开这个岛的单子</source>
        <translation>Open this island</translation>
    </message>
    <message>
        <source>全区</source>
        <translation>District</translation>
    </message>
    <message>
        <source>图上没有选中</source>
        <translation>Nothing selected</translation>
    </message>
    <message>
        <source>点村、岛、路或一个人；Tab 逐个走，Enter 打开</source>
        <translation>Click a village, island, road or person; Tab steps through, Enter opens</translation>
    </message>
    <message>
        <source>方向键移图，+ − 放大缩小，0 看全区</source>
        <translation>Arrows move, + − zoom, 0 shows the district</translation>
    </message>
    <message>
        <source>点一条路，按 X 记断路，即时重算</source>
        <translation>Click a road, X closes it and plans again</translation>
    </message>
    <message>
        <source>T 看成表 · Shift+L 收图例</source>
        <translation>T table · Shift+L folds the legend</translation>
    </message>
    <message>
        <source>呼 A</source>
        <translation>Call A</translation>
    </message>
    <message>
        <source>换 B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>邻户</source>
        <translation>neighbour</translation>
    </message>
    <message>
        <source>正在呼 {whom} · Esc 不记</source>
        <translation>Calling {whom} · Esc records nothing</translation>
    </message>
    <message>
        <source>开 1 号户</source>
        <translation>Open no. 1</translation>
    </message>
    <message>
        <source>看雨情</source>
        <translation>See the rain</translation>
    </message>
    <message>
        <source>从几点起断</source>
        <translation>Closed from</translation>
    </message>
    <message>
        <source>从</source>
        <translation>from</translation>
    </message>
    <message>
        <source>起</source>
        <translation>on</translation>
    </message>
    <message>
        <source>撤销断路</source>
        <translation>Undo closure</translation>
    </message>
    <message>
        <source>告知</source>
        <translation>Tell</translation>
    </message>
    <message>
        <source>下令立即</source>
        <translation>Order go</translation>
    </message>
    <message>
        <source>册外 {n} 人 · {m} 人走不了</source>
        <translation>{n} beside the register · {m} cannot walk</translation>
    </message>
    <message>
        <source>{n} {road} {hurt}</source>
        <translation>{n} {road}: {hurt}</translation>
    </message>
    <message>
        <source>断了最伤</source>
        <translation>Hurts if closed</translation>
    </message>
    <message>
        <source>若现在断：{what}</source>
        <translation>If it closes now: {what}</translation>
    </message>
    <message>
        <source>断了最伤 {n}</source>
        <translation>Hurts if closed {n}</translation>
    </message>
    <message>
        <source>还没有试出断了最伤的路：采用方案后在后台逐条试断</source>
        <translation>Not known yet which road hurts most: each is tried in the background once a plan stands</translation>
    </message>
    <message>
        <source>拒转：为什么不走？按号 · Esc 不记</source>
        <translation>Refuses: what keeps them? Press its number · Esc records nothing</translation>
    </message>
</context>
<context>
    <name>Navigation</name>
    <message>
        <source>日/夜</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>值班 {name}</source>
        <translation>{name}</translation>
    </message>
    <message>
        <source>{scope} ▾</source>
        <translation>{scope} ▾</translation>
    </message>
    <message>
        <source>全区</source>
        <translation>District</translation>
    </message>
</context>
<context>
    <name>Pairing</name>
    <message>
        <source>{place}加一名抬得动人的责任人，能顾上缺人的 {of} 户中的 {n} 户</source>
        <translation>A helper who can lift, in {place}, would cover {n} of the {of} households short of one</translation>
    </message>
    <message>
        <source>{place}加一名有车的责任人，能顾上缺人的 {of} 户中的 {n} 户</source>
        <translation>A helper with a car, in {place}, would cover {n} of the {of} households short of one</translation>
    </message>
    <message>
        <source>{place}加两名能抬的人，能顾上缺人的 {of} 户中的 {n} 户</source>
        <translation>Two carriers, in {place}, would cover {n} of the {of} households short of one</translation>
    </message>
    <message>
        <source>{words}（该村也要转移）</source>
        <translation>{words} (that village is to move too)</translation>
    </message>
    <message>
        <source>没有 A 角的户</source>
        <translation>Households without A</translation>
    </message>
    <message>
        <source>没有 B 角的户</source>
        <translation>Households without B</translation>
    </message>
    <message>
        <source>违反的软规则</source>
        <translation>Soft rules broken</translation>
    </message>
    <message>
        <source>换掉的搭配</source>
        <translation>Pairs changed</translation>
    </message>
    <message>
        <source>半小时赶不到</source>
        <translation>not there within half an hour</translation>
    </message>
    <message>
        <source>赶到时已过最晚动身</source>
        <translation>there only after the last safe departure</translation>
    </message>
    <message>
        <source>白天不在村</source>
        <translation>not in the village by day</translation>
    </message>
    <message>
        <source>夜里叫不到</source>
        <translation>cannot be woken at night</translation>
    </message>
    <message>
        <source>抬不动人</source>
        <translation>cannot lift</translation>
    </message>
    <message>
        <source>名册里没有此人</source>
        <translation>not in the register</translation>
    </message>
    <message>
        <source>来不了</source>
        <translation>cannot come</translation>
    </message>
    <message>
        <source>自己也要转移</source>
        <translation>is to move himself</translation>
    </message>
    <message>
        <source>已带满</source>
        <translation>has as many as he takes on</translation>
    </message>
    <message>
        <source>与另一角同一家</source>
        <translation>of one house with the other helper</translation>
    </message>
    <message>
        <source>全区一起排，他在别处更合适</source>
        <translation>is needed more elsewhere, the whole district considered</translation>
    </message>
    <message>
        <source>开车 {n} 分</source>
        <translation>{n} min by car</translation>
    </message>
    <message>
        <source>步行 {n} 分</source>
        <translation>{n} min on foot</translation>
    </message>
    <message>
        <source>，走 {roads}</source>
        <translation>, by {roads}</translation>
    </message>
    <message>
        <source>有人手工锁定</source>
        <translation>locked by hand</translation>
    </message>
    <message>
        <source>这一户最晚 {time} 动身，他到门口还余 {n} 分</source>
        <translation>this household must leave by {time}; {n} min remain when he is at the door</translation>
    </message>
    <message>
        <source>这一户没有路会断，不赶</source>
        <translation>no road of this household closes: nothing presses</translation>
    </message>
    <message>
        <source>没顾上：{rule}</source>
        <translation>not kept: {rule}</translation>
    </message>
    <message>
        <source>更近：{name} {n} 分，{why}</source>
        <translation>nearer: {name}, {n} min, {why}</translation>
    </message>
    <message>
        <source>没有别人能替</source>
        <translation>nobody else could come</translation>
    </message>
    <message>
        <source>告诉 {household} {phone}：改由 {name} 来接</source>
        <translation>Tell {household} {phone}: {name} comes now</translation>
    </message>
    <message>
        <source>找人</source>
        <translation>Find somebody</translation>
    </message>
    <message>
        <source>{place} {household} 没有人去了</source>
        <translation>{place} {household}: nobody goes there any more</translation>
    </message>
    <message>
        <source>{place} {household} 由你顶上，现在是 A 角</source>
        <translation>{place} {household}: you stand in, you are A now</translation>
    </message>
    <message>
        <source>{place} {household} 新派给你，A 角</source>
        <translation>{place} {household}: newly yours, as A</translation>
    </message>
    <message>
        <source>{place} {household} 新派给你，B 角</source>
        <translation>{place} {household}: newly yours, as B</translation>
    </message>
    <message>
        <source>{place} {household} 换人来接</source>
        <translation>{place} {household}: somebody else comes</translation>
    </message>
    <message>
        <source>{text}，{time} 前动身</source>
        <translation>{text}, to leave by {time}</translation>
    </message>
    <message>
        <source>路上合计</source>
        <translation>time on the way, all</translation>
    </message>
    <message>
        <source>户数摊得匀不匀</source>
        <translation>evenness of load</translation>
    </message>
    <message>
        <source>户数已摊到最匀</source>
        <translation>load as even as can be</translation>
    </message>
    <message>
        <source>户数也许还能摊得匀些</source>
        <translation>load may perhaps be spread more evenly</translation>
    </message>
    <message>
        <source>（不能更少）</source>
        <translation> (cannot be less)</translation>
    </message>
    <message>
        <source>（最少 {n}）</source>
        <translation> (at least {n})</translation>
    </message>
    <message>
        <source>其次：{name}，{minutes}，{rules}</source>
        <translation>Next: {name}, {minutes}, {rules}</translation>
    </message>
    <message>
        <source>路上一样久</source>
        <translation>as long on the way</translation>
    </message>
    <message>
        <source>路上多 {n:.0f} 分</source>
        <translation>{n:.0f} min longer</translation>
    </message>
    <message>
        <source>路上少 {n:.0f} 分</source>
        <translation>{n:.0f} min shorter</translation>
    </message>
    <message>
        <source>软规则一样</source>
        <translation>as many soft rules</translation>
    </message>
    <message>
        <source>多违反 {n} 条软规则</source>
        <translation>{n} soft rules more</translation>
    </message>
    <message>
        <source>少违反 {n} 条软规则</source>
        <translation>{n} soft rules fewer</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>从签到台转去，那边还没有签到</source>
        <translation>sent on from the island&apos;s desk, not checked in there yet</translation>
    </message>
    <message>
        <source>显示要打的号码</source>
        <translation>Show the number to call</translation>
    </message>
    <message>
        <source>先找人：{n} 户没有人去</source>
        <translation>First find somebody: nobody goes to {n} households</translation>
    </message>
    <message>
        <source>{key} 看加一名什么人能顶上</source>
        <translation>{key}: whom to add so that they are covered</translation>
    </message>
    <message>
        <source>有户没有人去了：照下面先找人</source>
        <translation>Nobody goes to some of his households now: find somebody first, as below</translation>
    </message>
    <message>
        <source>{n} 户</source>
        <translation>{n} hh</translation>
    </message>
    <message>
        <source>选一个人看全</source>
        <translation>Choose a person</translation>
    </message>
    <message>
        <source>人 {card} · 户 {home} · {place}</source>
        <translation>Person {card} · household {home} · {place}</translation>
    </message>
    <message>
        <source>最晚出发</source>
        <translation>Leave by</translation>
    </message>
    <message>
        <source>证件</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>住址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>显示</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>需要</source>
        <translation>Needs</translation>
    </message>
    <message>
        <source>显示要记下：谁、几时、哪一项；20 秒后自己遮回</source>
        <translation>Showing is recorded: who, when, which field; hidden again after 20 s</translation>
    </message>
    <message>
        <source>待核：{n} 处说法不同，问到本人再定</source>
        <translation>To reconcile: {n} claims differ; ask the person</translation>
    </message>
    <message>
        <source>{time} {class_} {place} {how}</source>
        <translation>{time} {class_} {place} {how}</translation>
    </message>
    <message>
        <source>同户 {n} 人</source>
        <translation>Same household: {n}</translation>
    </message>
    <message>
        <source>排不上：{why}</source>
        <translation>Not placed: {why}</translation>
    </message>
    <message>
        <source>{depart} 出门 · {arrive} 到 · {km:.1f} 公里 · {span}</source>
        <translation>Leave {depart} · arrive {arrive} · {km:.1f} km · {span}</translation>
    </message>
    <message>
        <source>在 {at}</source>
        <translation>At {at}</translation>
    </message>
    <message>
        <source>为什么配这两人</source>
        <translation>Why these two helpers</translation>
    </message>
    <message>
        <source>{role} 缺：{why}</source>
        <translation>No {role}: {why}</translation>
    </message>
    <message>
        <source> · 阈值待核</source>
        <translation> · threshold unconfirmed</translation>
    </message>
    <message>
        <source>{time} 下令{level}</source>
        <translation>{time} ordered: {level}</translation>
    </message>
    <message>
        <source>为什么要走</source>
        <translation>Why move</translation>
    </message>
    <message>
        <source>经过</source>
        <translation>Log</translation>
    </message>
    <message>
        <source> · 记 {name}</source>
        <translation> · by {name}</translation>
    </message>
    <message>
        <source>到门 {span}</source>
        <translation>{span} to the door</translation>
    </message>
    <message>
        <source>{n} 岁</source>
        <translation>aged {n}</translation>
    </message>
    <message>
        <source>能抬 {n}</source>
        <translation>carries {n}</translation>
    </message>
    <message>
        <source>车 {n} 座</source>
        <translation>car seats {n}</translation>
    </message>
    <message>
        <source>{role} {name} {phone}：{why}</source>
        <translation>{role} {name} {phone}: {why}</translation>
    </message>
    <message>
        <source>
没满足：{what}</source>
        <translation>
Not met: {what}</translation>
    </message>
    <message>
        <source>姓名 · 行动</source>
        <translation>Name · mobility</translation>
    </message>
    <message>
        <source>责任人 A / B</source>
        <translation>Helper A / B</translation>
    </message>
    <message>
        <source>在哪里 · 到哪一步</source>
        <translation>Where · which step</translation>
    </message>
    <message>
        <source>不记</source>
        <translation>Do not record</translation>
    </message>
    <message>
        <source>台账</source>
        <translation>People</translation>
    </message>
    <message>
        <source>按户</source>
        <translation>hh</translation>
    </message>
    <message>
        <source>按姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>卧床 {n}</source>
        <translation>Bed {n}</translation>
    </message>
    <message>
        <source>轮椅 {n}</source>
        <translation>Chair {n}</translation>
    </message>
    <message>
        <source>慢行 {n}</source>
        <translation>Slow {n}</translation>
    </message>
    <message>
        <source>缺 B 角 {n}</source>
        <translation>No B {n}</translation>
    </message>
    <message>
        <source>待核 {n}</source>
        <translation>Check {n}</translation>
    </message>
    <message>
        <source>待核 {n} 张</source>
        <translation>Cards {n}</translation>
    </message>
    <message>
        <source>姓名不详</source>
        <translation>Name unknown</translation>
    </message>
    <message>
        <source>扩面</source>
        <translation>Beyond register</translation>
    </message>
    <message>
        <source>{id} · {n} 人</source>
        <translation>{id} · of {n}</translation>
    </message>
    <message>
        <source>{role} 缺</source>
        <translation>No {role}</translation>
    </message>
    <message>
        <source>还没有联系</source>
        <translation>No contact yet</translation>
    </message>
    <message>
        <source>{what} ×{n}</source>
        <translation>{what} ×{n}</translation>
    </message>
    <message>
        <source>以后无消息 {span}</source>
        <translation>silent {span}</translation>
    </message>
    <message>
        <source>到达 {at}</source>
        <translation>Arrived {at}</translation>
    </message>
    <message>
        <source>离开</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>拒转</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>失联</source>
        <translation>Unreachable</translation>
    </message>
    <message>
        <source>外出</source>
        <translation>Away</translation>
    </message>
    <message>
        <source>已入住</source>
        <translation>Housed</translation>
    </message>
    <message>
        <source>已到</source>
        <translation>Arrived</translation>
    </message>
    <message>
        <source>去 {at}</source>
        <translation>to {at}</translation>
    </message>
    <message>
        <source>最晚 {time}</source>
        <translation>leave by {time}</translation>
    </message>
    <message>
        <source>未下令</source>
        <translation>not ordered</translation>
    </message>
    <message>
        <source>呼 A {name}</source>
        <translation>Call A {name}</translation>
    </message>
    <message>
        <source>换 B {name}</source>
        <translation>Call B {name}</translation>
    </message>
    <message>
        <source>呼 邻户</source>
        <translation>Neighbour</translation>
    </message>
    <message>
        <source>派人敲门</source>
        <translation>Send to knock</translation>
    </message>
    <message>
        <source>图上看</source>
        <translation>On the map</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>添一人</source>
        <translation>Add a person</translation>
    </message>
    <message>
        <source>改一项 · 人 {card} · {place}</source>
        <translation>Edit · person {card} · {place}</translation>
    </message>
    <message>
        <source>空着的户：新立一户。其余各项以后再补，空着就是空着。</source>
        <translation>Household left empty: a new one is founded. The rest can be added later; empty stays empty.</translation>
    </message>
    <message>
        <source>从册上拿下，因为</source>
        <translation>Take off the register, because</translation>
    </message>
    <message>
        <source>核过了，都对</source>
        <translation>Checked, all right</translation>
    </message>
    <message>
        <source>从册上拿下</source>
        <translation>Take off the register</translation>
    </message>
    <message>
        <source>不是同一人，分开</source>
        <translation>Not one person: part them</translation>
    </message>
    <message>
        <source>这一项改过</source>
        <translation>Changes of this field</translation>
    </message>
    <message>
        <source>{time} {who} 写「{value}」</source>
        <translation>{time} {who} wrote &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>{text}（后来改了）</source>
        <translation>{text} (changed since)</translation>
    </message>
    <message>
        <source>人不删，只从册上拿下；按 0 看拿下的，可以放回。</source>
        <translation>Nobody is deleted, only taken off; 0 lists them, and they can be put back.</translation>
    </message>
    <message>
        <source>男、女</source>
        <translation>the register&apos;s word for male or female</translation>
    </message>
    <message>
        <source>1950 或 1950-03-01</source>
        <translation>1950 or 1950-03-01</translation>
    </message>
    <message>
        <source>18 位或 15 位；护照以字母开头</source>
        <translation>18 or 15 digits; a passport begins with a letter</translation>
    </message>
    <message>
        <source>一个号；座机带区号</source>
        <translation>one number; landlines with area code</translation>
    </message>
    <message>
        <source>村名；重名的写 镇/村</source>
        <translation>village; town/village where a name repeats</translation>
    </message>
    <message>
        <source>1 能走 2 慢行 3 坐轮椅 4 卧床</source>
        <translation>1 walks 2 slow 3 wheelchair 4 bedridden</translation>
    </message>
    <message>
        <source>山洪、地灾、危房、低洼，用 | 隔开</source>
        <translation>the register&apos;s four hazard words, separated by |</translation>
    </message>
    <message>
        <source>用 | 隔开</source>
        <translation>separated by |</translation>
    </message>
    <message>
        <source>户号；空着新立一户</source>
        <translation>household; empty founds one</translation>
    </message>
    <message>
        <source>户号；+户号 新立一户</source>
        <translation>household; +number founds one</translation>
    </message>
    <message>
        <source>责任人</source>
        <translation>Helpers</translation>
    </message>
    <message>
        <source>姓名 · 村</source>
        <translation>Name · village</translation>
    </message>
    <message>
        <source>带几户</source>
        <translation>Households</translation>
    </message>
    <message>
        <source>能做什么</source>
        <translation>Able to</translation>
    </message>
    <message>
        <source>在不在</source>
        <translation>Available</translation>
    </message>
    <message>
        <source>显示电话</source>
        <translation>Show phone</translation>
    </message>
    <message>
        <source>数字：锁定、放开一户</source>
        <translation>Digits lock or free a household</translation>
    </message>
    <message>
        <source>{n} 人 · 带户 {paired} · 来不了 {out}</source>
        <translation>{n} helpers · paired {paired} · out {out}</translation>
    </message>
    <message>
        <source>选一个责任人</source>
        <translation>Choose a helper</translation>
    </message>
    <message>
        <source>又能来了</source>
        <translation>Can come again</translation>
    </message>
    <message>
        <source>来不了</source>
        <translation>Cannot come</translation>
    </message>
    <message>
        <source>为什么来不了；空着也行</source>
        <translation>why not; may stay empty</translation>
    </message>
    <message>
        <source>来不了 {time} 起</source>
        <translation>out since {time}</translation>
    </message>
    <message>
        <source>自家也要走</source>
        <translation>own household due</translation>
    </message>
    <message>
        <source>在</source>
        <translation>available</translation>
    </message>
    <message>
        <source>A {a} · B {b}</source>
        <translation>A {a} · B {b}</translation>
    </message>
    <message>
        <source>最多 {n} 户</source>
        <translation>at most {n} households</translation>
    </message>
    <message>
        <source>夜里能叫</source>
        <translation>can be woken at night</translation>
    </message>
    <message>
        <source>夜里叫不醒</source>
        <translation>not at night</translation>
    </message>
    <message>
        <source>{phone} 未核</source>
        <translation>{phone} unconfirmed</translation>
    </message>
    <message>
        <source>没有电话</source>
        <translation>no phone</translation>
    </message>
    <message>
        <source>能做</source>
        <translation>Able to</translation>
    </message>
    <message>
        <source>他的 {n} 户先找另一人；方案随后自己改</source>
        <translation>Call the other helper of his {n} households; the plan follows by itself</translation>
    </message>
    <message>
        <source>责任人来不了</source>
        <translation>a helper cannot come</translation>
    </message>
    <message>
        <source>责任人又能来了</source>
        <translation>a helper can come again</translation>
    </message>
    <message>
        <source>他的户已经改派，照下面打电话</source>
        <translation>His households have been given to others: make the calls below</translation>
    </message>
    <message>
        <source>他名下没有户，不用改派</source>
        <translation>He has no households: nothing to hand over</translation>
    </message>
    <message>
        <source>自家也要走：不能算他</source>
        <translation>His own household is due: he cannot be counted on</translation>
    </message>
    <message>
        <source>带多了</source>
        <translation>Overloaded</translation>
    </message>
    <message>
        <source>一户户走来不及：分几户给 B 角，或先打电话</source>
        <translation>One door after the other is too late: give some to the deputies, or phone first</translation>
    </message>
    <message>
        <source>赶不及</source>
        <translation>Too late</translation>
    </message>
    <message>
        <source>先后 {n} 户</source>
        <translation>{n} households in order</translation>
    </message>
    <message>
        <source>现行方案没有派他。</source>
        <translation>The standing plan does not send him.</translation>
    </message>
    <message>
        <source>时间按每户 {n} 分、户与户之间经自家算（待核）</source>
        <translation>Times count {n} min a door and the way by his home between doors (unconfirmed)</translation>
    </message>
    <message>
        <source>未核</source>
        <translation>unconfirmed</translation>
    </message>
    <message>
        <source>{date} 核</source>
        <translation>confirmed {date}</translation>
    </message>
    <message>
        <source>要抬 {n} 人</source>
        <translation>{n} to be carried</translation>
    </message>
    <message>
        <source>已锁</source>
        <translation>locked</translation>
    </message>
    <message>
        <source>锁</source>
        <translation>lock</translation>
    </message>
    <message>
        <source>{head} 户 {n} 人 · {place}</source>
        <translation>{head}, {n} · {place}</translation>
    </message>
    <message>
        <source>都走了</source>
        <translation>all gone</translation>
    </message>
    <message>
        <source>方案里没有这户的时间</source>
        <translation>The plan has no time for this household</translation>
    </message>
    <message>
        <source>{leave} 动身 · {reach} 到门 · {depart} 出门 · {last}</source>
        <translation>leave {leave} · door {reach} · out {depart} · {last}</translation>
    </message>
    <message>
        <source>路不断</source>
        <translation>road stays open</translation>
    </message>
    <message>
        <source> 等</source>
        <translation> and more</translation>
    </message>
    <message>
        <source>去 {at} · {mode} · 走 {roads}</source>
        <translation>to {at} · {mode} · by {roads}</translation>
    </message>
    <message>
        <source>机构人数</source>
        <translation>Institutions</translation>
    </message>
    <message>
        <source>机构</source>
        <translation>Institution</translation>
    </message>
    <message>
        <source>现有人数 · 走不了</source>
        <translation>Heads · cannot walk</translation>
    </message>
    <message>
        <source>几时点的 · 谁</source>
        <translation>Counted · by</translation>
    </message>
    <message>
        <source>已转出 · 命令</source>
        <translation>Moved · order</translation>
    </message>
    <message>
        <source>点人数</source>
        <translation>Count heads</translation>
    </message>
    <message>
        <source>{n} 处 · {heads} 人 · 走不了 {lame} · 已转出 {moved} · 未点 {open} · 没答 {due}</source>
        <translation>{n} places · {heads} heads · cannot walk {lame} · moved {moved} · uncounted {open} · unanswered {due}</translation>
    </message>
    <message>
        <source>没有机构</source>
        <translation>No institutions</translation>
    </message>
    <message>
        <source> · 低洼</source>
        <translation> · low ground</translation>
    </message>
    <message>
        <source>只有表上的数</source>
        <translation>figure of the table only</translation>
    </message>
    <message>
        <source>{n} 人</source>
        <translation>{n} heads</translation>
    </message>
    <message>
        <source>走不了 {n}</source>
        <translation>cannot walk {n}</translation>
    </message>
    <message>
        <source>已转出 {n}</source>
        <translation>moved {n}</translation>
    </message>
    <message>
        <source>{n} 人，走不了 {lame}</source>
        <translation>{n}, cannot walk {lame}</translation>
    </message>
    <message>
        <source>在低洼处</source>
        <translation>on low ground</translation>
    </message>
    <message>
        <source>不低洼</source>
        <translation>not on low ground</translation>
    </message>
    <message>
        <source>这个汛期没人去点过：表上的数不一定还对</source>
        <translation>Nobody has counted this season: the table may no longer be right</translation>
    </message>
    <message>
        <source>超过可容人数</source>
        <translation>Over capacity</translation>
    </message>
    <message>
        <source>先按多的算：{said}</source>
        <translation>The larger figure is used: {said}</translation>
    </message>
    <message>
        <source>两台点的不一样</source>
        <translation>Two desks counted differently</translation>
    </message>
    <message>
        <source>每年答一次：这些人为什么不在应转名单上</source>
        <translation>Answered once a year: why these people are not on the list</translation>
    </message>
    <message>
        <source>要核 {n}</source>
        <translation>To check {n}</translation>
    </message>
    <message>
        <source>为什么不在册</source>
        <translation>Why not on the list</translation>
    </message>
    <message>
        <source>机构的人不在应转里，另计已转出。</source>
        <translation>These heads stand outside those due and have their own moved count.</translation>
    </message>
    <message>
        <source>现有 走不了，如 26 9</source>
        <translation>present, cannot walk: 26 9</translation>
    </message>
    <message>
        <source>到安全处的人数</source>
        <translation>how many are in safety</translation>
    </message>
    <message>
        <source>谁问起都看得到</source>
        <translation>for whoever asks</translation>
    </message>
    <message>
        <source>最多容得下</source>
        <translation>holds at most</translation>
    </message>
    <message>
        <source>姓名 电话</source>
        <translation>name and phone</translation>
    </message>
    <message>
        <source>是 或 否</source>
        <translation>y or n</translation>
    </message>
    <message>
        <source>姓名、村、户号</source>
        <translation>name, village, household</translation>
    </message>
    <message>
        <source>筛出 {homes} 户 {n} 人</source>
        <translation>{homes} households, {n} people</translation>
    </message>
    <message>
        <source>{n} 人 · {homes} 户 · {places} 村</source>
        <translation>{n} · {homes} households · {places} villages</translation>
    </message>
    <message>
        <source>机构 {n}</source>
        <translation>Inst. {n}</translation>
    </message>
    <message>
        <source>电话未核 {n}</source>
        <translation>Phone old {n}</translation>
    </message>
    <message>
        <source>久未核 {n}</source>
        <translation>Entry old {n}</translation>
    </message>
    <message>
        <source>责任人走了 {n}</source>
        <translation>Helper left {n}</translation>
    </message>
    <message>
        <source>多本台账 {n}</source>
        <translation>Ledgers {n}</translation>
    </message>
    <message>
        <source>拿下的 {n}</source>
        <translation>Off {n}</translation>
    </message>
    <message>
        <source>回名册</source>
        <translation>back to the list</translation>
    </message>
    <message>
        <source>不在册上：{why}</source>
        <translation>off the register: {why}</translation>
    </message>
    <message>
        <source>放回册上</source>
        <translation>Put back</translation>
    </message>
    <message>
        <source>未写哪本</source>
        <translation>no ledger given</translation>
    </message>
    <message>
        <source>（次序待核）</source>
        <translation> (order unconfirmed)</translation>
    </message>
    <message>
        <source>{ledgers}；计为 {hazard}{mark}</source>
        <translation>{ledgers}; counted as {hazard}{mark}</translation>
    </message>
    <message>
        <source>{n} 条是同一人</source>
        <translation>{n} entries are one person</translation>
    </message>
    <message>
        <source>只计一次</source>
        <translation>counted once</translation>
    </message>
    <message>
        <source>两台写的{field}不一样</source>
        <translation>Two desks differ on {field}</translation>
    </message>
    <message>
        <source>问清再定</source>
        <translation>ask, then decide</translation>
    </message>
    <message>
        <source>疑似重复</source>
        <translation>Perhaps a duplicate</translation>
    </message>
    <message>
        <source>看两条</source>
        <translation>see both</translation>
    </message>
    <message>
        <source>核过了</source>
        <translation>confirmed</translation>
    </message>
    <message>
        <source>不拦转移，只标出来</source>
        <translation>never holds up a move</translation>
    </message>
    <message>
        <source>待核的名册</source>
        <translation>Register to check</translation>
    </message>
    <message>
        <source>谁 · 为什么</source>
        <translation>Who · why</translation>
    </message>
    <message>
        <source>{n} 张 · 谁定的、几时都记下；定错了 Ctrl+Z 撤</source>
        <translation>{n} cards · who decided and when is recorded; Ctrl+Z takes it back</translation>
    </message>
    <message>
        <source>定得互相矛盾：问到本人再定</source>
        <translation>Decisions contradict each other: ask before deciding</translation>
    </message>
    <message>
        <source>是不是同一人？</source>
        <translation>One person?</translation>
    </message>
    <message>
        <source>登记</source>
        <translation>Entered</translation>
    </message>
    <message>
        <source>同一人，只计一次</source>
        <translation>One person, counted once</translation>
    </message>
    <message>
        <source>两个人</source>
        <translation>Two people</translation>
    </message>
    <message>
        <source>以后再说</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>一台从册上拿下，一台没有</source>
        <translation>One desk took him off, the other did not</translation>
    </message>
    <message>
        <source>还在册上</source>
        <translation>Still on the register</translation>
    </message>
    <message>
        <source>迁走，拿下</source>
        <translation>Moved away, take off</translation>
    </message>
    <message>
        <source>第 {n} 个对</source>
        <translation>Number {n} is right</translation>
    </message>
    <message>
        <source>没有要核的</source>
        <translation>Nothing to check</translation>
    </message>
    <message>
        <source>扩面收下</source>
        <translation>beyond the register</translation>
    </message>
    <message>
        <source>户 · 隐患（{key} {by}）</source>
        <translation>Household · hazards ({key} {by})</translation>
    </message>
    <message>
        <source>{words} · 多册</source>
        <translation>{words} · ledgers</translation>
    </message>
    <message>
        <source>不在册上</source>
        <translation>off the register</translation>
    </message>
    <message>
        <source>要打的电话 {n}</source>
        <translation>Calls to make {n}</translation>
    </message>
    <message>
        <source>他出缺时的 {n} 户现在是别人去</source>
        <translation>His {n} households have somebody else now</translation>
    </message>
    <message>
        <source>要他去就还给他；不按就不动</source>
        <translation>Give them back if he is to go; else nothing changes</translation>
    </message>
    <message>
        <source>还给他</source>
        <translation>Give back</translation>
    </message>
    <message>
        <source>还有 {n} 个 · 空格 打过一个</source>
        <translation>{n} to make · Space: one made</translation>
    </message>
    <message>
        <source>都打过了</source>
        <translation>all made</translation>
    </message>
    <message>
        <source>? 为什么 · C 核过了 · E 改电话 · W 迁走或放回</source>
        <translation>? why · C confirmed · E change phone · W moved away or back</translation>
    </message>
    <message>
        <source>户还给责任人</source>
        <translation>Households given back to a helper</translation>
    </message>
    <message>
        <source>✓ {time} 打过 · {call}</source>
        <translation>✓ {time} called · {call}</translation>
    </message>
    <message>
        <source>正在想为什么…</source>
        <translation>Working out why…</translation>
    </message>
    <message>
        <source>村未落点，方案给不出时间</source>
        <translation>The village is not on the map: the plan has no times for it</translation>
    </message>
    <message>
        <source>这一户没有配责任人：没有下令，或方案里没有</source>
        <translation>No helper for this household: not ordered, or not in the plan</translation>
    </message>
    <message>
        <source>{state} {time}</source>
        <translation>{state} {time}</translation>
    </message>
    <message>
        <source>没有外出</source>
        <translation>Not out</translation>
    </message>
    <message>
        <source>报平安</source>
        <translation>heard of</translation>
    </message>
    <message>
        <source>出去了</source>
        <translation>went out</translation>
    </message>
    <message>
        <source>回来了</source>
        <translation>is back</translation>
    </message>
    <message>
        <source>改</source>
        <translation>change</translation>
    </message>
    <message>
        <source>转往 {at}</source>
        <translation>sent on to {at}</translation>
    </message>
    <message>
        <source>换床位</source>
        <translation>changed beds</translation>
    </message>
    <message>
        <source>暂离</source>
        <translation>out for a while</translation>
    </message>
    <message>
        <source>擅自返回 {time}</source>
        <translation>went back unasked {time}</translation>
    </message>
    <message>
        <source>返回到家</source>
        <translation>home again</translation>
    </message>
    <message>
        <source>擅自返回</source>
        <translation>went back unasked</translation>
    </message>
    <message>
        <source>可能有后来的记录没收到</source>
        <translation>A later entry may not have come</translation>
    </message>
    <message>
        <source>有记录没收到，写那些记录的电脑可能又记过他；问到本人或那个点，再记一次就清</source>
        <translation>Entries have not come, and the laptop that wrote them may have written of this person again. Ask the person or that desk, and record it once more.</translation>
    </message>
    <message>
        <source>村道</source>
        <translation>village road</translation>
    </message>
</context>
<context>
    <name>Phrases</name>
    <message>
        <source>{n} 米</source>
        <translation>{n} m</translation>
    </message>
    <message>
        <source>{n:.1f} 公里</source>
        <translation>{n:.1f} km</translation>
    </message>
    <message>
        <source>实测</source>
        <translation>observed</translation>
    </message>
    <message>
        <source>预报</source>
        <translation>forecast</translation>
    </message>
    <message>
        <source>计划</source>
        <translation>planned</translation>
    </message>
    <message>
        <source>{name} 约{time} 将断</source>
        <translation>{name} closing ~{time}</translation>
    </message>
    <message>
        <source>{name} {time} 断</source>
        <translation>{name} closed {time}</translation>
    </message>
    <message>
        <source>约{time} 将断</source>
        <translation>closing ~{time}</translation>
    </message>
    <message>
        <source>{time} 断</source>
        <translation>closed {time}</translation>
    </message>
    <message>
        <source>示意数据</source>
        <translation>Sample data</translation>
    </message>
    <message>
        <source>人员虚构</source>
        <translation>invented people</translation>
    </message>
    <message>
        <source>{n} 岛为候选校、未确认</source>
        <translation>{n} islands unconfirmed</translation>
    </message>
    <message>
        <source>{n} 岛中 {m} 岛未确认</source>
        <translation>{m} of {n} islands unconfirmed</translation>
    </message>
    <message>
        <source>底图为样本，缺路</source>
        <translation>roads missing</translation>
    </message>
    <message>
        <source>{first} 等</source>
        <translation>{first} and others</translation>
    </message>
    <message>
        <source>桥</source>
        <translation>Bridge</translation>
    </message>
    <message>
        <source>漫水桥：水上路面即断</source>
        <translation>Low-water crossing: closed once water covers it</translation>
    </message>
    <message>
        <source>过沟口</source>
        <translation>Crosses a gully mouth</translation>
    </message>
    <message>
        <source>临崖，防落石</source>
        <translation>Below a cliff, rockfall</translation>
    </message>
    <message>
        <source>隧道</source>
        <translation>Tunnel</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>到达人数曲线</source>
        <translation>Curve of arrivals</translation>
    </message>
    <message>
        <source>{names}等 {n} 村</source>
        <translation>{names} and more, {n} villages</translation>
    </message>
    <message>
        <source>{h} 户 {p} 人排不上：{why}</source>
        <translation>Not placed {p} ({h} hh): {why}</translation>
    </message>
    <message>
        <source>{h} 户缺 {role} 角：{why}</source>
        <translation>No {role} for {h} hh: {why}</translation>
    </message>
    <message>
        <source>{name} {share}</source>
        <translation>{name} {share}</translation>
    </message>
    <message>
        <source>解：再开邻岛分流，或腾床</source>
        <translation>Open one near by, or free beds</translation>
    </message>
    <message>
        <source>{time} 到顶</source>
        <translation>full {time}</translation>
    </message>
    <message>
        <source>超 {n} 床</source>
        <translation>{n} over</translation>
    </message>
    <message>
        <source>余 {n} 床</source>
        <translation>{n} left</translation>
    </message>
    <message>
        <source>满</source>
        <translation>full</translation>
    </message>
    <message>
        <source>已触发、未下令 {n} 村</source>
        <translation>Triggered, not ordered: {n} villages</translation>
    </message>
    <message>
        <source>方案已替它们留床留路；下令才算应转</source>
        <translation>Beds and roads kept; due once ordered</translation>
    </message>
    <message>
        <source>{town} {place}</source>
        <translation>{town} {place}</translation>
    </message>
    <message>
        <source>{h} 户 {p} 人</source>
        <translation>{h} hh, {p} people</translation>
    </message>
    <message>
        <source>{h} 户</source>
        <translation>{h} hh</translation>
    </message>
    <message>
        <source>{name} {role}</source>
        <translation>{name} {role}</translation>
    </message>
    <message>
        <source>{name} 户</source>
        <translation>{name} household</translation>
    </message>
    <message>
        <source>{place} · 没有责任人</source>
        <translation>{place} · no helper</translation>
    </message>
    <message>
        <source>{n} 户</source>
        <translation>{n} hh</translation>
    </message>
    <message>
        <source>改去 {after}</source>
        <translation>now to {after}</translation>
    </message>
    <message>
        <source>原去 {before}</source>
        <translation>was {before}</translation>
    </message>
    <message>
        <source>{what} {n} 户</source>
        <translation>{what} {n}</translation>
    </message>
    <message>
        <source>{time} 已告知</source>
        <translation>told {time}</translation>
    </message>
    <message>
        <source>{place} · {n} 人</source>
        <translation>{place} · {n} people</translation>
    </message>
    <message>
        <source>为什么</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>{depart} 走，{arrive} 到 {shelter}，{mode}</source>
        <translation>leave {depart}, arrive {arrive} at {shelter}, {mode}</translation>
    </message>
    <message>
        <source>{going}；最晚 {time}</source>
        <translation>{going}; leave by {time}</translation>
    </message>
    <message>
        <source>没有第二条路</source>
        <translation>no second route</translation>
    </message>
    <message>
        <source>随车走，没有另找</source>
        <translation>With the vehicle, none looked for</translation>
    </message>
    <message>
        <source>{way}；与头一条同走 {roads}</source>
        <translation>{way}; shares {roads} with the first</translation>
    </message>
    <message>
        <source>怎么走</source>
        <translation>How</translation>
    </message>
    <message>
        <source>路一</source>
        <translation>Route 1</translation>
    </message>
    <message>
        <source>路二</source>
        <translation>Route 2</translation>
    </message>
    <message>
        <source>村道</source>
        <translation>village road</translation>
    </message>
    <message>
        <source>{road} 断</source>
        <translation>{road} closed</translation>
    </message>
    <message>
        <source>其余 {n} 户更晚走，在台账里按户看</source>
        <translation>{n} more households leave later; see the register</translation>
    </message>
    <message>
        <source>路不断</source>
        <translation>stays open</translation>
    </message>
    <message>
        <source>{time} {name} 户</source>
        <translation>{time} {name}</translation>
    </message>
    <message>
        <source>{n} 人</source>
        <translation>{n}</translation>
    </message>
    <message>
        <source>{shelter} {time} 到</source>
        <translation>{shelter} {time}</translation>
    </message>
    <message>
        <source>还没有</source>
        <translation>none yet</translation>
    </message>
    <message>
        <source>登记已变</source>
        <translation>stale</translation>
    </message>
    <message>
        <source>待告知 {n}</source>
        <translation>to tell {n}</translation>
    </message>
    <message>
        <source>值班员重算</source>
        <translation>planned again by the officer</translation>
    </message>
    <message>
        <source>要排</source>
        <translation>To place</translation>
    </message>
    <message>
        <source>排上</source>
        <translation>Placed</translation>
    </message>
    <message>
        <source>排不上</source>
        <translation>Not placed</translation>
    </message>
    <message>
        <source>全部到达</source>
        <translation>All in</translation>
    </message>
    <message>
        <source>下界</source>
        <translation>Bound</translation>
    </message>
    <message>
        <source>差</source>
        <translation>Gap</translation>
    </message>
    <message>
        <source>已到最好</source>
        <translation>cannot be better</translation>
    </message>
    <message>
        <source>晚 {span}</source>
        <translation>{span} later</translation>
    </message>
    <message>
        <source>因整户不拆 {n} 人·分</source>
        <translation>whole households {n} person-min</translation>
    </message>
    <message>
        <source>多 {n} 人·分在险</source>
        <translation>{n} more person-min at risk</translation>
    </message>
    <message>
        <source>还没有方案</source>
        <translation>No plan yet</translation>
    </message>
    <message>
        <source>现行方案 · 第 {n} 版</source>
        <translation>Standing plan · version {n}</translation>
    </message>
    <message>
        <source>{time} 算 {s:.1f} 秒</source>
        <translation>{time}, took {s:.1f} s</translation>
    </message>
    <message>
        <source>登记已变 · 截至 {time}</source>
        <translation>Register changed · as of {time}</translation>
    </message>
    <message>
        <source>{source} · 超时截停，未必最好</source>
        <translation>{source} · stopped by time, may not be best</translation>
    </message>
    <message>
        <source>{source} · {why}</source>
        <translation>{source} · {why}</translation>
    </message>
    <message>
        <source>要排 {n}</source>
        <translation>To place {n}</translation>
    </message>
    <message>
        <source>方案 {time} 齐 {n}</source>
        <translation>Plan: {n} in by {time}</translation>
    </message>
    <message>
        <source>下界 {time}（虚线）</source>
        <translation>Bound {time} (dashed)</translation>
    </message>
    <message>
        <source>再好也快不过它</source>
        <translation>nothing can be faster</translation>
    </message>
    <message>
        <source>现在 {time} · 按方案该到 {n}</source>
        <translation>Now {time} · by plan {n} in</translation>
    </message>
    <message>
        <source>{time} {road} 断</source>
        <translation>{time} {road} closed</translation>
    </message>
    <message>
        <source>{time} {road} 将断（预报）</source>
        <translation>{time} {road} closing (forecast)</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>不再增</source>
        <translation>no more</translation>
    </message>
    <message>
        <source>{time} 到 {share}</source>
        <translation>{share} by {time}</translation>
    </message>
    <message>
        <source>{time} 后不增</source>
        <translation>last {time}</translation>
    </message>
    <message>
        <source>其余 {n} 岛不动用</source>
        <translation>{n} more islands not used</translation>
    </message>
    <message>
        <source>{n} 岛容量未确认，待核</source>
        <translation>{n} capacities unconfirmed</translation>
    </message>
    <message>
        <source>改了什么</source>
        <translation>What changed</translation>
    </message>
    <message>
        <source>第 1 版</source>
        <translation>version 1</translation>
    </message>
    <message>
        <source>{n} 户改</source>
        <translation>{n} changed</translation>
    </message>
    <message>
        <source>待告知 {n} 户</source>
        <translation>{n} to tell</translation>
    </message>
    <message>
        <source>{what} {n}</source>
        <translation>{what} {n}</translation>
    </message>
    <message>
        <source>已告知 {n} 户：{names}</source>
        <translation>Told {n}: {names}</translation>
    </message>
    <message>
        <source>安全岛</source>
        <translation>Safety island</translation>
    </message>
    <message>
        <source>实住 ■  再到 ▨  空 □</source>
        <translation>in ■ coming ▨ free □</translation>
    </message>
    <message>
        <source>实 / 案 / 可住</source>
        <translation>in / plan / room</translation>
    </message>
    <message>
        <source>何时</source>
        <translation>When</translation>
    </message>
    <message>
        <source>安全岛表</source>
        <translation>Table of islands</translation>
    </message>
    <message>
        <source>时刻</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>按方案已到</source>
        <translation>In by plan</translation>
    </message>
    <message>
        <source>还没到</source>
        <translation>Not in yet</translation>
    </message>
    <message>
        <source>这时</source>
        <translation>What happens</translation>
    </message>
    <message>
        <source>到达人数（人）</source>
        <translation>Arrivals (people)</translation>
    </message>
    <message>
        <source>到达人数表</source>
        <translation>Table of arrivals</translation>
    </message>
    <message>
        <source>卡在哪里，怎么解</source>
        <translation>What holds it up, and the cure</translation>
    </message>
    <message>
        <source>要告诉谁</source>
        <translation>Whom to tell</translation>
    </message>
    <message>
        <source>还没有方案 · Ctrl+R 算一个</source>
        <translation>No plan yet · Ctrl+R makes one</translation>
    </message>
    <message>
        <source>重算</source>
        <translation>Plan again</translation>
    </message>
    <message>
        <source>算一个</source>
        <translation>Make a plan</translation>
    </message>
    <message>
        <source>数字键打开名单</source>
        <translation>Digits open the names</translation>
    </message>
    <message>
        <source>没有卡住的：都排上了，都有 A、B 角</source>
        <translation>Nothing held up: all placed, all have A and B</translation>
    </message>
    <message>
        <source>出门先后</source>
        <translation>Leaving</translation>
    </message>
    <message>
        <source>整份重排，没有逐户要改口的</source>
        <translation>Planned anew; nobody needs new word</translation>
    </message>
    <message>
        <source>要告知</source>
        <translation>To tell</translation>
    </message>
    <message>
        <source>正在算 {s:.1f} 秒… {share:.0f} %</source>
        <translation>Planning {s:.1f} s… {share:.0f} %</translation>
    </message>
    <message>
        <source>停，现行方案不动</source>
        <translation>Stop, keep the standing plan</translation>
    </message>
    <message>
        <source>{doing} · Esc 停</source>
        <translation>{doing} · Esc stops</translation>
    </message>
    <message>
        <source>&lt;0.1 %</source>
        <translation>&lt;0.1 %</translation>
    </message>
    <message>
        <source>{p:.1f} %</source>
        <translation>{p:.1f} %</translation>
    </message>
    <message>
        <source>{p:.0f} %</source>
        <translation>{p:.0f} %</translation>
    </message>
    <message>
        <source>解：给村落点后重算；先由 A、B 角带出</source>
        <translation>Map it, plan again; A, B lead them out</translation>
    </message>
    <message>
        <source>解：补一条步道，或派人上门抬</source>
        <translation>Add a footpath, or send carriers</translation>
    </message>
    <message>
        <source>解：补路网缺口，或就近设安全户</source>
        <translation>Fill the road gap, or a host home near</translation>
    </message>
    <message>
        <source>解：就近上高处、安全户；路通后重算</source>
        <translation>High ground, host home; plan once open</translation>
    </message>
    <message>
        <source>解：再开一岛，或腾床</source>
        <translation>Open another island, or free beds</translation>
    </message>
    <message>
        <source>解：在一岛腾出整户的床，或户主同意分开</source>
        <translation>Free beds for all, or agree to split</translation>
    </message>
    <message>
        <source>解：从邻村加人，或早点动身</source>
        <translation>Helpers from next village, or leave early</translation>
    </message>
    <message>
        <source>解：加人，或放宽每人上限</source>
        <translation>More helpers, or a higher load</translation>
    </message>
    <message>
        <source>解：加会抬的人或担架</source>
        <translation>More carriers, or a stretcher</translation>
    </message>
    <message>
        <source>解：叫醒一名，改成夜里在岗</source>
        <translation>Wake one, put on night duty</translation>
    </message>
    <message>
        <source>解：从别户找一名</source>
        <translation>One from another household</translation>
    </message>
    <message>
        <source>{n} 米</source>
        <translation>{n} m</translation>
    </message>
    <message>
        <source>{n:.1f} 公里</source>
        <translation>{n:.1f} km</translation>
    </message>
    <message>
        <source>{road} {length}</source>
        <translation>{road} {length}</translation>
    </message>
    <message>
        <source>到路边 {length}</source>
        <translation>{length} to the road</translation>
    </message>
    <message>
        <source>就在门口</source>
        <translation>at the door</translation>
    </message>
    <message>
        <source>{roads} · {took}</source>
        <translation>{roads} · {took}</translation>
    </message>
    <message>
        <source>另 {n} 岛为未下令的村留床</source>
        <translation>{n} more keep beds for villages not ordered</translation>
    </message>
    <message>
        <source>路上的人数表</source>
        <translation>Table of road loads</translation>
    </message>
    <message>
        <source>路上的人数</source>
        <translation>Load of roads</translation>
    </message>
    <message>
        <source>看成图</source>
        <translation>as a chart</translation>
    </message>
    <message>
        <source>看成表格</source>
        <translation>as a table</translation>
    </message>
    <message>
        <source>到达人数</source>
        <translation>Arrivals</translation>
    </message>
    <message>
        <source>最多到 {share}</source>
        <translation>{share} at most</translation>
    </message>
    <message>
        <source>没有满过</source>
        <translation>never full</translation>
    </message>
    <message>
        <source>{time} 起满</source>
        <translation>full from {time}</translation>
    </message>
    <message>
        <source>共满 {span}</source>
        <translation>full for {span}</translation>
    </message>
    <message>
        <source>往 {shelter}</source>
        <translation>to {shelter}</translation>
    </message>
    <message>
        <source>每时 {n:g} 人</source>
        <translation>{n:g} an hour</translation>
    </message>
    <message>
        <source>{road} 往 {shelter}</source>
        <translation>{road} to {shelter}</translation>
    </message>
    <message>
        <source>方案走的路都不限人数，或没有登记每时能过几人</source>
        <translation>No road of the plan has a limit, or none is recorded</translation>
    </message>
    <message>
        <source>每柱 {step}，顶线为这时可进的人数</source>
        <translation>a bar is {step}, the line what may enter</translation>
    </message>
    <message>
        <source>进人的时刻</source>
        <translation>When they enter</translation>
    </message>
    <message>
        <source>{start} 到 {end} 进人</source>
        <translation>Entering, {start} to {end}</translation>
    </message>
    <message>
        <source>路，每时可过</source>
        <translation>Road, limit</translation>
    </message>
    <message>
        <source>何时满</source>
        <translation>When full</translation>
    </message>
    <message>
        <source>少动（现行）</source>
        <translation>Least change (standing)</translation>
    </message>
    <message>
        <source>无所增</source>
        <translation>no gain</translation>
    </message>
    <message>
        <source>重排：{gains}</source>
        <translation>Fresh: {gains}</translation>
    </message>
    <message>
        <source>改 {h} 户 · 告知 {n} 处</source>
        <translation>{h} hh · {n} calls</translation>
    </message>
    <message>
        <source>多排 {n} 人</source>
        <translation>{n} more placed</translation>
    </message>
    <message>
        <source>少排 {n} 人</source>
        <translation>{n} fewer placed</translation>
    </message>
    <message>
        <source>少等 {n} 人·分</source>
        <translation>{n} fewer person-min</translation>
    </message>
    <message>
        <source>多等 {n} 人·分</source>
        <translation>{n} more person-min</translation>
    </message>
    <message>
        <source>全部到达早 {n} 分</source>
        <translation>all in {n} min sooner</translation>
    </message>
    <message>
        <source>全部到达晚 {n} 分</source>
        <translation>all in {n} min later</translation>
    </message>
    <message>
        <source>没有好处</source>
        <translation>no gain</translation>
    </message>
    <message>
        <source>{gains}；{left}。只动这一样，整份重算得出</source>
        <translation>{gains}; {left}. Only this one thing changed, the whole plan computed again</translation>
    </message>
    <message>
        <source>试过</source>
        <translation>Tried</translation>
    </message>
    <message>
        <source>还有 {n} 人排不上</source>
        <translation>{n} still not placed</translation>
    </message>
    <message>
        <source>都排得上</source>
        <translation>all placed</translation>
    </message>
    <message>
        <source>{name}：床不够</source>
        <translation>{name}: short of beds</translation>
    </message>
    <message>
        <source>车不够：有人等车</source>
        <translation>Short of vehicles: people wait for a ride</translation>
    </message>
    <message>
        <source>出门太晚：来不及</source>
        <translation>Leaving too late to get through</translation>
    </message>
    <message>
        <source>{name} 断了：要绕或过不去</source>
        <translation>{name} closed: a way round or none</translation>
    </message>
    <message>
        <source>{name}：每时只过 {n} 人</source>
        <translation>{name}: only {n} persons an hour</translation>
    </message>
    <message>
        <source>{name}：有台阶或没有电，收不下</source>
        <translation>{name}: steps or no power</translation>
    </message>
    <message>
        <source>解：加 {n} 床</source>
        <translation>Add {n} beds</translation>
    </message>
    <message>
        <source>解：加 {n} 辆{kind}，从 {subject} 的车场</source>
        <translation>Add {n} {kind} from {subject}</translation>
    </message>
    <message>
        <source>解：早 {n} 分下令</source>
        <translation>Order {n} min earlier</translation>
    </message>
    <message>
        <source>解：把这段路保住</source>
        <translation>Keep this road open</translation>
    </message>
    <message>
        <source>解：疏导，让人都过得去</source>
        <translation>Direct traffic, all get through</translation>
    </message>
    <message>
        <source>解：搭坡道、接电，收得下</source>
        <translation>Make a ramp, bring power</translation>
    </message>
    <message>
        <source>客车</source>
        <translation>bus</translation>
    </message>
    <message>
        <source>中巴</source>
        <translation>minibus</translation>
    </message>
    <message>
        <source>面包车</source>
        <translation>van</translation>
    </message>
    <message>
        <source>小车</source>
        <translation>car</translation>
    </message>
    <message>
        <source>救护车</source>
        <translation>ambulance</translation>
    </message>
    <message>
        <source>卡车</source>
        <translation>truck</translation>
    </message>
    <message>
        <source>最晚一人 {last}；再好也快不过 {by}：卡在 {where}</source>
        <translation>Last one {last}; no plan before {by}: held by {where}</translation>
    </message>
    <message>
        <source>{road} {start}-{end} 只过 {n} 人</source>
        <translation>{road} {start}-{end} only {n} people</translation>
    </message>
    <message>
        <source>{road} {start}-{end} 每时 {n} 人</source>
        <translation>{road} {start}-{end} {n} an hour</translation>
    </message>
    <message>
        <source>等 {n} 段路</source>
        <translation> and more, {n} roads</translation>
    </message>
    <message>
        <source>{name} {n} 床</source>
        <translation>{name} {n} beds</translation>
    </message>
    <message>
        <source>等 {n} 岛</source>
        <translation> and more, {n} islands</translation>
    </message>
    <message>
        <source>{names} 路远，再早也到不了</source>
        <translation>{names} too far to be in sooner</translation>
    </message>
    <message>
        <source>{households} · 不能再少</source>
        <translation>{households} · no fewer</translation>
    </message>
    <message>
        <source>{households} · 最少 {n} 人</source>
        <translation>{households} · at least {n}</translation>
    </message>
    <message>
        <source>因同村同岛 {n} 人·分</source>
        <translation>villages together {n} person-min</translation>
    </message>
    <message>
        <source>因几户合用一辆车 {n} 人·分</source>
        <translation>households sharing a car {n} person-min</translation>
    </message>
    <message>
        <source>合用车 {n}</source>
        <translation>shared cars {n}</translation>
    </message>
    <message>
        <source>因车、路、床 {n} 人·分</source>
        <translation>vehicles, roads, beds {n} person-min</translation>
    </message>
    <message>
        <source>最多差 {n} 人（{time}）</source>
        <translation>at most {n} behind ({time})</translation>
    </message>
    <message>
        <source>{a} → {b} 版</source>
        <translation>v. {a} → {b}</translation>
    </message>
    <message>
        <source>没有派车：人人走得到，或没有登记车</source>
        <translation>No vehicle sent: all can walk, or none recorded</translation>
    </message>
    <message>
        <source>{n} 趟</source>
        <translation>{n} trips</translation>
    </message>
    <message>
        <source>接 {n} 人</source>
        <translation>{n} ride</translation>
    </message>
    <message>
        <source>后台正在逐条试断…</source>
        <translation>Closing each road in turn, in the background…</translation>
    </message>
    <message>
        <source>还没有试：采用方案后在后台逐条试断</source>
        <translation>Not tried yet: each road is closed in turn once a plan stands</translation>
    </message>
    <message>
        <source>{n} 段路</source>
        <translation>{n} roads</translation>
    </message>
    <message>
        <source>逐条试断，最伤的在前</source>
        <translation>each closed in turn, the worst first</translation>
    </message>
    <message>
        <source>备好 {n}</source>
        <translation>{n} answers ready</translation>
    </message>
    <message>
        <source>采用</source>
        <translation>adopt</translation>
    </message>
    <message>
        <source>车次</source>
        <translation>trips</translation>
    </message>
    <message>
        <source>断路</source>
        <translation>roads</translation>
    </message>
    <message>
        <source>已告知</source>
        <translation>told</translation>
    </message>
    <message>
        <source>{note}；找办法到时限停了，可能还有别的</source>
        <translation>{note}; the search was stopped at its time limit, there may be others</translation>
    </message>
    <message>
        <source>重排门槛 {n} %</source>
        <translation>fresh from {n} %</translation>
    </message>
    <message>
        <source>重排门槛 {n} %，正在比</source>
        <translation>fresh from {n} %, comparing</translation>
    </message>
    <message>
        <source>一次只动一样，按能救的人排</source>
        <translation>one change at a time, most people first</translation>
    </message>
    <message>
        <source>断了最伤的路</source>
        <translation>Roads that hurt most if closed</translation>
    </message>
    <message>
        <source>再好最多</source>
        <translation>At the very most</translation>
    </message>
    <message>
        <source>路</source>
        <translation>Road</translation>
    </message>
    <message>
        <source>进人</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>可进</source>
        <translation>May enter</translation>
    </message>
    <message>
        <source>{vehicle} 第 {n} 趟</source>
        <translation>{vehicle} trip {n}</translation>
    </message>
    <message>
        <source>{driver}的车 第 {n} 趟</source>
        <translation>{driver}&apos;s car, trip {n}</translation>
    </message>
    <message>
        <source>责任人自己的车</source>
        <translation>helper&apos;s own car</translation>
    </message>
    <message>
        <source>{leave} 出车，{arrive} 到</source>
        <translation>leaves {leave}, in {arrive}</translation>
    </message>
    <message>
        <source>走法</source>
        <translation>Roads</translation>
    </message>
    <message>
        <source>{arrive} 到，{leave} 开，上 {n} 人</source>
        <translation>there {arrive}, leaves {leave}, {n} get on</translation>
    </message>
    <message>
        <source>{words}；车进不去，走到车边</source>
        <translation>{words}; on foot to the vehicle, it cannot come near</translation>
    </message>
    <message>
        <source>解：给一岛搭坡道、接电，或送医院</source>
        <translation>Ramp or power for an island, or a hospital</translation>
    </message>
    <message>
        <source>解：早下令，分批走，或派车分流</source>
        <translation>Order earlier, leave in turns, or ride</translation>
    </message>
    <message>
        <source>整户 {n}</source>
        <translation>whole {n}</translation>
    </message>
    <message>
        <source>同村 {n}</source>
        <translation>villages {n}</translation>
    </message>
    <message>
        <source>其余 {n}</source>
        <translation>rest {n}</translation>
    </message>
    <message>
        <source>{n} 人走不了，去的岛有没有台阶没登记</source>
        <translation>{n} cannot walk: steps at their island not recorded</translation>
    </message>
    <message>
        <source>解：问清有没有台阶，登记后重算</source>
        <translation>Ask about steps, record, plan again</translation>
    </message>
    <message>
        <source>{n} 人要用电，去的岛能供几时没登记</source>
        <translation>{n} need power: hours at their island not recorded</translation>
    </message>
    <message>
        <source>解：问清能供几时电，登记后重算</source>
        <translation>Ask how long power lasts, record, plan again</translation>
    </message>
    <message>
        <source>{names}等 {n} 岛</source>
        <translation>{names} and more, {n} islands</translation>
    </message>
    <message>
        <source>解：{words}</source>
        <translation>Remedy: {words}</translation>
    </message>
    <message>
        <source>解：从近处加人，或早点下令</source>
        <translation>Remedy: add somebody nearer, or order earlier</translation>
    </message>
    <message>
        <source>解：加白天在村的人</source>
        <translation>Remedy: add somebody who is there by day</translation>
    </message>
    <message>
        <source>正在比…</source>
        <translation>Comparing…</translation>
    </message>
    <message>
        <source>其余 {n} 处：daolian pairing 列全</source>
        <translation>{n} more: daolian pairing lists all</translation>
    </message>
    <message>
        <source>责任人与上一方案一样</source>
        <translation>Helpers as in the plan before</translation>
    </message>
    <message>
        <source>换人 {n} 户</source>
        <translation>{n} households with somebody else</translation>
    </message>
    <message>
        <source>补上 {gained} 处 · 空出 {lost} 处</source>
        <translation>{gained} filled · {lost} left open</translation>
    </message>
    <message>
        <source>人没换、规则变了 {n} 处</source>
        <translation>{n} same person, other rules</translation>
    </message>
    <message>
        <source>没有人</source>
        <translation>nobody</translation>
    </message>
    <message>
        <source>软规则 {n}</source>
        <translation>soft rules {n}</translation>
    </message>
    <message>
        <source>原来</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>新违反</source>
        <translation>Now broken</translation>
    </message>
    <message>
        <source>不再违反</source>
        <translation>No longer broken</translation>
    </message>
    <message>
        <source>换人</source>
        <translation>Helpers</translation>
    </message>
    <message>
        <source>责任人：与上一方案相比</source>
        <translation>Helpers: against the plan before</translation>
    </message>
    <message>
        <source>{n} 户去的点已关或已撤，要重排</source>
        <translation>The shelter of {n} households is closed or taken back: plan again</translation>
    </message>
    <message>
        <source>{n} 户要重排</source>
        <translation>{n} to plan again</translation>
    </message>
    <message>
        <source>解：F5 分流改令别的岛，或撤掉分流令</source>
        <translation>Cure: order another island on F5, or take the order back</translation>
    </message>
    <message>
        <source>{n} 人改去别处，共多 {min} 人·分　{left}</source>
        <translation>{n} sent farther, {min} person-min　{left}</translation>
    </message>
    <message>
        <source>{n} 人改去别处　{left}</source>
        <translation>{n} sent farther　{left}</translation>
    </message>
    <message>
        <source>占用</source>
        <translation>in use</translation>
    </message>
    <message>
        <source>{n} {road}</source>
        <translation>{n} {road}</translation>
    </message>
    <message>
        <source>{cause} · 改了什么</source>
        <translation>{cause} · what changed</translation>
    </message>
    <message>
        <source>{kept}　{kinds}</source>
        <translation>{kept}  {kinds}</translation>
    </message>
    <message>
        <source>{key} 又能开了</source>
        <translation>{key} drives again</translation>
    </message>
    <message>
        <source>{n} 户不变</source>
        <translation>{n} kept</translation>
    </message>
    <message>
        <source>{n} 户去的岛满了，要重排</source>
        <translation>{n} hh have a full shelter: recompute</translation>
    </message>
    <message>
        <source>{n} 辆车 · {key} 这辆坏了</source>
        <translation>{n} vehicles · {key} this one broke down</translation>
    </message>
    <message>
        <source>{road} 通</source>
        <translation>{road} open</translation>
    </message>
    <message>
        <source>{source} · 依 {why}</source>
        <translation>{source} · for {why}</translation>
    </message>
    <message>
        <source>{time} 坏了</source>
        <translation>broke down {time}</translation>
    </message>
    <message>
        <source>{vehicle} 又能开了</source>
        <translation>{vehicle} drives again</translation>
    </message>
    <message>
        <source>{vehicle} 坏了</source>
        <translation>{vehicle} broke down</translation>
    </message>
    <message>
        <source>下令</source>
        <translation>order given</translation>
    </message>
    <message>
        <source>整份重排</source>
        <translation>planned anew</translation>
    </message>
    <message>
        <source>责任人有变</source>
        <translation>helper changed</translation>
    </message>
    <message>
        <source>责任人的车：来不了，在台账 U 记他来不了</source>
        <translation>A helper&apos;s own car: if it cannot come, record in Register, U, that he cannot</translation>
    </message>
    <message>
        <source>车有变</source>
        <translation>vehicle changed</translation>
    </message>
    <message>
        <source>已告知 {n} 户</source>
        <translation>Told {n}</translation>
    </message>
    <message>
        <source>{name} {opens} 才开门，{road} {closes} 就断。解：早些开门</source>
        <translation>{name} opens at {opens}, {road} closes at {closes}. Cure: open earlier</translation>
    </message>
    <message>
        <source>{households} · 照此结对不能再少</source>
        <translation>{households} · no fewer with these helpers</translation>
    </message>
    <message>
        <source>解：让岛早些开门</source>
        <translation>Cure: open the shelter earlier</translation>
    </message>
    <message>
        <source>解：核对路的容量（0 人），或补一条路</source>
        <translation>Cure: check the road&apos;s capacity (0), or add a road</translation>
    </message>
    <message>
        <source>{words}；别户少 {n} 名责任人</source>
        <translation>{words}; other households have {n} helpers fewer</translation>
    </message>
    <message>
        <source>{name}：开门太晚，路断在前</source>
        <translation>{name}: opens too late, the road closes before</translation>
    </message>
    <message>
        <source>{name} 户：责任人的车接不到</source>
        <translation>Household {name}: no helper of theirs can fetch them</translation>
    </message>
    <message>
        <source>解：{time} 前开门，早 {n} 分</source>
        <translation>Cure: open by {time}, {n} min earlier</translation>
    </message>
    <message>
        <source>解：改由 {helper} 带，用他的车接</source>
        <translation>Cure: pair with {helper}, whose car fetches them</translation>
    </message>
    <message>
        <source>照此结对已到最好</source>
        <translation>best there is with these helpers</translation>
    </message>
</context>
<context>
    <name>PlanVerb</name>
    <message>
        <source>最晚一人 {last}，再好也快不过 {best}，差 {gap} %</source>
        <translation>Last one {last}, no plan before {best}, gap {gap} %</translation>
    </message>
    <message>
        <source>在险 {n} 人·分，再好也少不过 {least}，差 {gap} %；最晚一人 {last}，再好也快不过 {best}</source>
        <translation>{n} person-minutes at risk, no plan below {least}, gap {gap} %; last one {last}, no plan before {best}</translation>
    </message>
    <message>
        <source>路窄：{roads}</source>
        <translation>Narrow roads: {roads}</translation>
    </message>
    <message>
        <source>床紧：{islands}</source>
        <translation>Beds short: {islands}</translation>
    </message>
    <message>
        <source>整户不拆多 {households} 人·分，同村同去多 {villages} 人·分</source>
        <translation>Whole households cost {households} person-min, villages together {villages} person-min</translation>
    </message>
    <message>
        <source>几户合用一辆车多 {n} 人·分</source>
        <translation>Households sharing a car cost {n} person-min</translation>
    </message>
    <message>
        <source>{name} 加 {n} 床</source>
        <translation>{n} more beds at {name}</translation>
    </message>
    <message>
        <source>加 {n} 辆车，同 {name}</source>
        <translation>{n} more vehicles like {name}</translation>
    </message>
    <message>
        <source>早 {n} 分下令</source>
        <translation>Order {n} min earlier</translation>
    </message>
    <message>
        <source>保住 {name} 不断</source>
        <translation>Keep {name} open</translation>
    </message>
    <message>
        <source>疏导 {name}，让人都过得去</source>
        <translation>Direct the traffic on {name}, so that all get through</translation>
    </message>
    <message>
        <source>{name} 搭坡道、接电</source>
        <translation>A ramp and power at {name}</translation>
    </message>
    <message>
        <source>多排 {n} 人，还有 {left} 人排不上</source>
        <translation>{n} more placed, {left} still not placed</translation>
    </message>
    <message>
        <source>少等 {n} 人·分</source>
        <translation>{n} fewer person-min</translation>
    </message>
    <message>
        <source>{change}：{gain}</source>
        <translation>{change}: {gain}</translation>
    </message>
    <message>
        <source>找办法没找完就停了，可能还有别的</source>
        <translation>the search for what would help was stopped before its end: there may be more</translation>
    </message>
    <message>
        <source>{name}（{n} 人改去别处，共多 {min} 人·分）</source>
        <translation>{name} ({n} sent farther, {min} person-minutes in all)</translation>
    </message>
    <message>
        <source>{road}（{id}）：{what}</source>
        <translation>{road} ({id}): {what}</translation>
    </message>
    <message>
        <source>{name} {n} 床</source>
        <translation>{name} {n} beds</translation>
    </message>
    <message>
        <source>{n} 人要过，{time} 前再好也只到 {most} 人：卡在 {where}</source>
        <translation>of {n} people no plan gets more than {most} in before {time}: held up by {where}</translation>
    </message>
    <message>
        <source>{place} 路远</source>
        <translation>{place} is too far</translation>
    </message>
    <message>
        <source>{road} {start}-{end} 只过 {n} 人</source>
        <translation>{road} {start}-{end} lets {n} through</translation>
    </message>
    <message>
        <source>{why} {n} 人：{names}</source>
        <translation>{why}: {n} people: {names}</translation>
    </message>
    <message>
        <source>一人也排不上，再好也一样</source>
        <translation>nobody can be placed, by any plan</translation>
    </message>
    <message>
        <source>超时截停，未必最好</source>
        <translation>stopped by the watchdog: perhaps not the best</translation>
    </message>
    <message>
        <source>照此结对最多排上 {n} 人；不论谁带谁，最多 {most} 人</source>
        <translation>with these helpers at most {n} people are safe; whoever helps whom, at most {most}</translation>
    </message>
    <message>
        <source>{why}（{name} {opens} 才开门，{road} {closes} 就断）</source>
        <translation>{why} ({name} opens at {opens}, {road} closes at {closes})</translation>
    </message>
    <message>
        <source>{name} {time} 前开门（早 {n} 分）</source>
        <translation>open {name} by {time} ({n} min earlier)</translation>
    </message>
    <message>
        <source>{name} 户改由 {helper} 带，用他的车接</source>
        <translation>pair household {name} with {helper}, whose car fetches them</translation>
    </message>
    <message>
        <source>{gain}，别户少 {n} 名责任人</source>
        <translation>{gain}, other households have {n} helpers fewer</translation>
    </message>
</context>
<context>
    <name>Prints</name>
    <message>
        <source>先选一户、一岛，再按 Ctrl+P</source>
        <translation>Select a household or an island first, then press Ctrl+P</translation>
    </message>
    <message>
        <source>上一份还在印，等它印完</source>
        <translation>The last print is still running; wait for it</translation>
    </message>
    <message>
        <source>还没有印过；Ctrl+P 印这一屏，F12 印纸册</source>
        <translation>Nothing printed yet; Ctrl+P prints this screen, F12 the paper book</translation>
    </message>
    <message>
        <source>没有打印机，只存 PDF</source>
        <translation>No printer here, PDF only</translation>
    </message>
    <message>
        <source>正在印 {share:.0f} %…</source>
        <translation>Printing {share:.0f} %…</translation>
    </message>
    <message>
        <source>没有可印的：{why}</source>
        <translation>Nothing to print: {why}</translation>
    </message>
    <message>
        <source>已送 {printer}，{pages} 页</source>
        <translation>Sent to {printer}, {pages} pages</translation>
    </message>
    <message>
        <source>已存 {pages} 页 {where} · {key} 打开</source>
        <translation>Saved {pages} pages {where} · {key} opens</translation>
    </message>
    <message>
        <source>{key} 送 {printer}</source>
        <translation>{key} sends to {printer}</translation>
    </message>
    <message>
        <source>上面有姓名，已记入记录，用完收好</source>
        <translation>It holds names: recorded; put it away after use</translation>
    </message>
    <message>
        <source>没印：{why}</source>
        <translation>Left out: {why}</translation>
    </message>
    <message>
        <source>还没有方案</source>
        <translation>no plan yet</translation>
    </message>
    <message>
        <source>没有应转的人</source>
        <translation>nobody is due</translation>
    </message>
    <message>
        <source>没有要转移的户</source>
        <translation>no household is to move</translation>
    </message>
    <message>
        <source>没有底图</source>
        <translation>no base map</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>{shelter}：够得着的岛里最早到</source>
        <translation>{shelter}: the soonest in reach</translation>
    </message>
    <message>
        <source>{shelter}：{other} 早 {minutes} 到，但剩的床不够</source>
        <translation>{shelter}: {other} is {minutes} sooner but too few beds are left</translation>
    </message>
    <message>
        <source>{shelter}：{other} 早 {minutes} 到，但收不下（台阶或用电）</source>
        <translation>{shelter}: {other} is {minutes} sooner but does not fit (steps, power)</translation>
    </message>
    <message>
        <source>{shelter}：家里人已经在那里</source>
        <translation>{shelter}: their family is there</translation>
    </message>
    <message>
        <source>{shelter}：和同村人一起；{other} 早 {minutes} 到</source>
        <translation>{shelter}: with others of the village; {other} is {minutes} sooner</translation>
    </message>
    <message>
        <source>{shelter}：{other} 早 {minutes} 到，那里的床分给了别人</source>
        <translation>{shelter}: {other} is {minutes} sooner, its beds go to others</translation>
    </message>
    <message>
        <source>{shelter}：已经告知，照旧有效，不改口</source>
        <translation>{shelter}: told so, and it still holds</translation>
    </message>
    <message>
        <source>{shelter}：接他们的车开到那里</source>
        <translation>{shelter}: where their vehicle goes</translation>
    </message>
    <message>
        <source>{shelter}：和同村人一起</source>
        <translation>{shelter}: with others of the village</translation>
    </message>
    <message>
        <source>{why}。{next}</source>
        <translation>{why}. {next}</translation>
    </message>
    <message>
        <source>别的岛床不够、收不下或到不了</source>
        <translation>No other has the beds, takes them or can be reached</translation>
    </message>
    <message>
        <source>其次 {other}，早 {minutes}</source>
        <translation>Next best {other}, {minutes} sooner</translation>
    </message>
    <message>
        <source>其次 {other}，晚 {minutes}</source>
        <translation>Next best {other}, {minutes} later</translation>
    </message>
    <message>
        <source>路都通也是它最快</source>
        <translation>The quickest even with all roads open</translation>
    </message>
    <message>
        <source>快的那条走 {road}，已断或将断</source>
        <translation>The quicker one uses {road}, closed or closing</translation>
    </message>
    <message>
        <source>快的那条走 {road}，那时过不了更多人</source>
        <translation>The quicker one uses {road}, which lets no more through then</translation>
    </message>
    <message>
        <source>已经告知，照旧有效</source>
        <translation>Told so, and it still holds</translation>
    </message>
    <message>
        <source>一段村道</source>
        <translation>a village road</translation>
    </message>
    <message>
        <source>随车走；没有另找第二条路</source>
        <translation>With the vehicle; no second road looked for</translation>
    </message>
    <message>
        <source>没有第二条路</source>
        <translation>No second route</translation>
    </message>
    <message>
        <source>第二条多 {minutes}</source>
        <translation>The second takes {minutes} more</translation>
    </message>
    <message>
        <source>一收拾好就走</source>
        <translation>As soon as they are ready</translation>
    </message>
    <message>
        <source>等路通</source>
        <translation>Until the road opens</translation>
    </message>
    <message>
        <source>等岛开门</source>
        <translation>Until the island opens</translation>
    </message>
    <message>
        <source>路窄，分批走，轮到他们</source>
        <translation>Narrow road: in turns, theirs comes then</translation>
    </message>
    <message>
        <source>等车来</source>
        <translation>Until the vehicle comes</translation>
    </message>
    <message>
        <source>已经出门</source>
        <translation>Already out</translation>
    </message>
    <message>
        <source>{why}，在家等 {minutes}</source>
        <translation>{why}, {minutes} at home</translation>
    </message>
    <message>
        <source>为何去这</source>
        <translation>Why there</translation>
    </message>
    <message>
        <source>为何走这</source>
        <translation>Why this way</translation>
    </message>
    <message>
        <source>为何这时</source>
        <translation>Why then</translation>
    </message>
    <message>
        <source>{shelter}：值班已令他们去那里</source>
        <translation>{shelter}: the duty desk has ordered them there</translation>
    </message>
    <message>
        <source>快的那条走 {road}，登记为一人也过不了（容量 0）</source>
        <translation>the quicker one takes {road}, which lets nobody pass (capacity 0)</translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>看的是 {time}，不是现在；按 Home 回到现在再记。</source>
        <translation>You are viewing {time}, not now; press Home, then record.</translation>
    </message>
    <message>
        <source>做不了：{rule} {facts}</source>
        <translation>Cannot do that: {rule} {facts}</translation>
    </message>
    <message>
        <source>没做成，名册完好（{what}）。再试一次；还不行就关了再开。</source>
        <translation>That failed; the register is safe ({what}). Try again; if it fails again, close and reopen.</translation>
    </message>
    <message>
        <source>没有这个文件：{file}</source>
        <translation>No such file: {file}</translation>
    </message>
    <message>
        <source>不是岛链文件：{file}</source>
        <translation>Not a Daolian file: {file}</translation>
    </message>
    <message>
        <source>文件已经在了，不覆盖：{file}</source>
        <translation>The file exists and is not overwritten: {file}</translation>
    </message>
    <message>
        <source>这个文件加了密，要口令：{file}</source>
        <translation>This file is encrypted and needs a passphrase: {file}</translation>
    </message>
    <message>
        <source>实战文件要口令，或者说明不加密（--plain）：{file}</source>
        <translation>A real file needs a passphrase, or --plain: {file}</translation>
    </message>
    <message>
        <source>别的程序正在写：{file}</source>
        <translation>Another program is writing: {file}</translation>
    </message>
    <message>
        <source>文件是更新的版本写的（格式 {format}），请升级：{file}</source>
        <translation>Written by a newer version (format {format}), please upgrade: {file}</translation>
    </message>
    <message>
        <source>没有这个村：{id}{place}</source>
        <translation>No such village: {id}{place}</translation>
    </message>
    <message>
        <source>没有这个人：{person}</source>
        <translation>No such person: {person}</translation>
    </message>
    <message>
        <source>没有这一户：{household}</source>
        <translation>No such household: {household}</translation>
    </message>
    <message>
        <source>没有这条路：{id}{link}</source>
        <translation>No such road link: {id}{link}</translation>
    </message>
    <message>
        <source>没有这个安全岛：{id}{shelter}</source>
        <translation>No such shelter: {id}{shelter}</translation>
    </message>
    <message>
        <source>没有这条记录：{event}</source>
        <translation>No such entry: {event}</translation>
    </message>
    <message>
        <source>「{person}」不止一人：{candidates}</source>
        <translation>“{person}” is more than one person: {candidates}</translation>
    </message>
    <message>
        <source>「{place}」不止一处：{candidates}</source>
        <translation>“{place}” is more than one place: {candidates}</translation>
    </message>
    <message>
        <source>时间看不懂：{time}{value}</source>
        <translation>Cannot read this time: {time}{value}</translation>
    </message>
    <message>
        <source>{at} 不在这场雨里（{start} 到 {end}）</source>
        <translation>{at} is outside this storm ({start} to {end})</translation>
    </message>
    <message>
        <source>恢复时间 {until} 不晚于断路时间 {from}</source>
        <translation>The reopening {until} is not after the closure {from}</translation>
    </message>
    <message>
        <source>实战文件里不能放演练暴雨：{replay}</source>
        <translation>A real file cannot hold a replayed storm: {replay}</translation>
    </message>
    <message>
        <source>实战文件不能用演练的种子</source>
        <translation>A real file cannot use a drill&apos;s seed</translation>
    </message>
    <message>
        <source>没有这场雨：{replay}{name}</source>
        <translation>No such storm: {replay}{name}</translation>
    </message>
    <message>
        <source>选项不对：{option} = {value}</source>
        <translation>Bad option: {option} = {value}</translation>
    </message>
    <message>
        <source>资料包有 {count} 处错，一样都没收；头一处：{first}</source>
        <translation>The pack has {count} errors and nothing was taken in; the first: {first}</translation>
    </message>
    <message>
        <source>表里有 {count} 处错，一行都没收；头一处：{first}</source>
        <translation>The table has {count} errors and no row was taken in; the first: {first}</translation>
    </message>
    <message>
        <source>没有这张表：{table}</source>
        <translation>No such table: {table}</translation>
    </message>
    <message>
        <source>{place} 没有下过令，无可解除</source>
        <translation>{place} has no order to lift</translation>
    </message>
    <message>
        <source>{link} 在 {at} 没有断</source>
        <translation>{link} is not closed at {at}</translation>
    </message>
    <message>
        <source>不是本台记的，或这类记录不能撤；请更正</source>
        <translation>Not recorded by this desk, or cannot be undone; enter a correction</translation>
    </message>
    <message>
        <source>这一条已经撤了</source>
        <translation>This entry is already undone</translation>
    </message>
    <message>
        <source>后面又记了别的，撤不了；请更正</source>
        <translation>Later entries follow it, it cannot be undone; enter a correction</translation>
    </message>
    <message>
        <source>算的时候情况变了（第 {revision} 步，现在 {now}）；重算</source>
        <translation>Things changed while planning (revision {revision}, now {now}); plan again</translation>
    </message>
    <message>
        <source>还没有方案；F6 再按 Ctrl+R 算一个</source>
        <translation>No plan yet; press F6, then Ctrl+R</translation>
    </message>
    <message>
        <source>不能跳步：先记「{next}」</source>
        <translation>Steps cannot be skipped: first record “{next}”</translation>
    </message>
    <message>
        <source>没有这个级别：{level}；有 {known}</source>
        <translation>No such level: {level}; known: {known}</translation>
    </message>
    <message>
        <source>没有这种来源：{evidence}</source>
        <translation>No such evidence: {evidence}</translation>
    </message>
    <message>
        <source>文件夹不空：{folder}{dir}</source>
        <translation>The folder is not empty: {folder}{dir}</translation>
    </message>
    <message>
        <source>不是文件夹：{folder}{file}</source>
        <translation>Not a folder: {folder}{file}</translation>
    </message>
    <message>
        <source>{person} 还没有排到安全岛，不知道到了哪里；先到 F6 算方案</source>
        <translation>{person} has no island in the plan, so arrived where? Make a plan first (F6)</translation>
    </message>
    <message>
        <source>没有开着的安全岛，收不下「{person}」；F5 再按 O 开一个</source>
        <translation>No island is open to take in “{person}”; press F5, then O</translation>
    </message>
    <message>
        <source>这份文件里没有雨情记录，说不了 {at}</source>
        <translation>This file has no rain record, so it cannot say what stood at {at}</translation>
    </message>
    <message>
        <source>这个文件夹写不进去，换一个：{folder}</source>
        <translation>This folder cannot be written, choose another: {folder}</translation>
    </message>
    <message>
        <source>这台电脑没有中文字体，印不了；装 fonts-noto-cjk 后再印</source>
        <translation>This computer has no Chinese font, nothing can be printed; install fonts-noto-cjk first</translation>
    </message>
    <message>
        <source>没有这种纸：{paper}；有 {known}</source>
        <translation>No such paper: {paper}; there are {known}</translation>
    </message>
    <message>
        <source>没写成，名册完好。磁盘满，腾 200 MB 后 Ctrl+R 再试：{file}{folder}</source>
        <translation>Not written; the register is safe. The disk is full: free 200 MB, then Ctrl+R: {file}{folder}</translation>
    </message>
    <message>
        <source>没有这个责任人：{helper}</source>
        <translation>No such helper: {helper}</translation>
    </message>
    <message>
        <source>叫「{helper}」的责任人不止一个：{candidates}</source>
        <translation>More than one helper is called &quot;{helper}&quot;: {candidates}</translation>
    </message>
    <message>
        <source>{name} 已经记为来不了</source>
        <translation>{name} is already recorded as unable to come</translation>
    </message>
    <message>
        <source>{name} 没有记过来不了，不用恢复</source>
        <translation>{name} was not recorded as unable to come: nothing to take back</translation>
    </message>
    <message>
        <source>{household} 的 {role} 角没有锁定</source>
        <translation>{household} has no locked helper {role}</translation>
    </message>
    <message>
        <source>{name} 不能锁为 {household} 的 {role} 角：另一角是他本人或同一家的人</source>
        <translation>{name} cannot be locked as helper {role} of {household}: the other helper is the same person or of the same house</translation>
    </message>
    <message>
        <source>{name} 不能锁为 {household} 的 {role} 角：他就住这一户</source>
        <translation>{name} cannot be locked as helper {role} of {household}: he lives there</translation>
    </message>
    <message>
        <source>{name} 不能再锁 {household}：他最多管 {max_load} 户，已经锁满</source>
        <translation>{name} cannot be locked to {household} as well: he takes on {max_load} households at most and is locked to as many</translation>
    </message>
    <message>
        <source>没有这条软规则：{rule}；有 {known}</source>
        <translation>No such soft rule: {rule}; there are {known}</translation>
    </message>
    <message>
        <source>没有这一项：{field}（有 {known}）</source>
        <translation>No such field: {field} (there are {known})</translation>
    </message>
    <message>
        <source>没有这个机构：{institution}</source>
        <translation>No such institution: {institution}</translation>
    </message>
    <message>
        <source>这一项不能填「{value}」</source>
        <translation>This field cannot hold &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>两边是同一条，不用定</source>
        <translation>Both are the same entry</translation>
    </message>
    <message>
        <source>这两条已经定过了</source>
        <translation>These two are decided already</translation>
    </message>
    <message>
        <source>这两条没有定过，没什么可撤</source>
        <translation>These two were not decided: nothing to undo</translation>
    </message>
    <message>
        <source>和先前定的相反：经第三条连着，或已定为两个人；先撤掉那一条</source>
        <translation>Against an earlier decision: linked through a third entry, or decided to be two people; undo that first</translation>
    </message>
    <message>
        <source>已经从册上拿下了</source>
        <translation>Taken off the register already</translation>
    </message>
    <message>
        <source>本来就在册上</source>
        <translation>Is on the register</translation>
    </message>
    <message>
        <source>他还在安全岛里：先记离开，再从册上拿下</source>
        <translation>Still in a shelter: record that he left first</translation>
    </message>
    <message>
        <source>他在伤亡名单上，拿下就不计了：留在册上；名单记错了，先从名单上撤下</source>
        <translation>On the lists of the injured, in hospital or dead, which would be one short: leave on the register; if the list is wrong, correct it first</translation>
    </message>
    <message>
        <source>{word}不能空着</source>
        <translation>{word} cannot be empty</translation>
    </message>
    <message>
        <source>姓名不能有数字，也不能超过 50 字：「{value}」</source>
        <translation>A name has no digits and at most 50 characters: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>性别只能填 男、女 或空着：「{value}」</source>
        <translation>Sex is one of the register&apos;s two words or empty: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>出生要写成 1950、1950-03 或 1950-03-01：「{value}」</source>
        <translation>Birth is written 1950, 1950-03 or 1950-03-01: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>没有这一天：「{value}」</source>
        <translation>No such day: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>出生要在 1900 年到今天之间：「{value}」</source>
        <translation>Birth lies between 1900 and today: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>证件号要 18 位或 15 位，这里 {digits} 位；护照以字母开头</source>
        <translation>An ID number has 18 or 15 digits, here {digits}; a passport begins with a letter</translation>
    </message>
    <message>
        <source>证件号里的出生日期不成立，对着证件再看一遍</source>
        <translation>The birth date in the ID number cannot be: look at the card again</translation>
    </message>
    <message>
        <source>证件号末位校验不上，对着证件再看一遍</source>
        <translation>The check digit of the ID number is wrong: look at the card again</translation>
    </message>
    <message>
        <source>手机号要 11 位，这里 {digits} 位</source>
        <translation>A mobile number has 11 digits, here {digits}</translation>
    </message>
    <message>
        <source>一格只放一个电话号：「{value}」</source>
        <translation>One phone number only: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>不像电话号：「{value}」</source>
        <translation>Not a phone number: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>{word}最多 {most} 字：「{value}…」</source>
        <translation>{word} has at most {most} characters: &quot;{value}…&quot;</translation>
    </message>
    <message>
        <source>行动只能填 {allowed}：「{value}」</source>
        <translation>Mobility is one of {allowed}: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>隐患只能填 {allowed}：「{value}」</source>
        <translation>Hazards are {allowed}: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>{word}要 0 到 {most} 的整数：「{value}」</source>
        <translation>{word} is a whole number from 0 to {most}: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>要两个整数：现有人数、其中走不了的：「{value}」</source>
        <translation>Two whole numbers: present, of them cannot walk: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>{word}只能填 yes 或 no：「{value}」</source>
        <translation>{word} is yes or no: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>原因只能是 {allowed}：「{value}」</source>
        <translation>The reason is one of {allowed}: &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>没有这样的叫法：{to}；有 {known}</source>
        <translation>No such way of calling: {to}; there are {known}</translation>
    </message>
    <message>
        <source>这一行是 {place} 的村负责人；到达、拒转按户记</source>
        <translation>This line is the contact of {place}; arrivals and refusals are recorded by household</translation>
    </message>
    <message>
        <source>不是岛链数据包：{file}</source>
        <translation>Not a Daolian bundle: {file}</translation>
    </message>
    <message>
        <source>数据包是更新的版本写的（格式 {format}），请升级：{file}</source>
        <translation>This bundle was written by a newer version (format {format}); please upgrade: {file}</translation>
    </message>
    <message>
        <source>数据包坏了，一条也没并入；请对方重写一份：{file}</source>
        <translation>The bundle is damaged and nothing of it was taken in; ask the other desk to write it again: {file}</translation>
    </message>
    <message>
        <source>数据包没有给这台电脑加密，打不开；把 daolian device 的登记号交给镇里登记后重写：{file}</source>
        <translation>The bundle is not sealed for this laptop; have its card (daolian device) enrolled in the township and the bundle written again: {file}</translation>
    </message>
    <message>
        <source>不是同一次事件的数据包，没有并入：{title} {file}</source>
        <translation>A bundle of another incident, not taken in: {title} {file}</translation>
    </message>
    <message>
        <source>这台电脑还没有登记；请镇里登记后重写数据包，登记号 {card}</source>
        <translation>This laptop is not enrolled; have the township enrol its card {card} and write the bundle again</translation>
    </message>
    <message>
        <source>这份只有后来的记录，建不了文件；请对方不带 --for 再写一份：{file}</source>
        <translation>This bundle holds later entries only and cannot begin a file; ask for one written without --for: {file}</translation>
    </message>
    <message>
        <source>登记号不对，多半抄错一位：{device}</source>
        <translation>Not a laptop&apos;s card, probably one digit is wrong: {device}</translation>
    </message>
    <message>
        <source>本次事件由另一把镇级钥匙（{township}）登记；请到有那把钥匙的电脑上登记</source>
        <translation>Desks of this incident are enrolled with another township key ({township}); enrol on the laptop that has it</translation>
    </message>
    <message>
        <source>看不懂对方已有什么：{vector}</source>
        <translation>Cannot tell what the other desk holds: {vector}</translation>
    </message>
    <message>
        <source>U 盘满了，没写成，名册完好；腾 {size_mb} MB 再写：{file}</source>
        <translation>The stick is full and nothing was written; the register is intact. Free {size_mb} MB and write again: {file}</translation>
    </message>
    <message>
        <source>U 盘写不进（只读或无权限），名册完好；拨开写保护或换一个：{file}</source>
        <translation>The stick cannot be written (read-only or no permission); the register is intact. Open its lock or take another: {file}</translation>
    </message>
    <message>
        <source>U 盘读写出错或被拔了，名册完好；插好或换一个再来：{file}</source>
        <translation>The stick failed or was pulled out; the register is intact. Plug it in again or take another: {file}</translation>
    </message>
    <message>
        <source>写完读回不一样，这个 U 盘靠不住，名册完好；换一个：{file}</source>
        <translation>What was read back differs, this stick cannot be relied on; the register is intact. Take another: {file}</translation>
    </message>
    <message>
        <source>这个人没有待核的：{person}</source>
        <translation>Nothing is to be reconciled about {person}</translation>
    </message>
    <message>
        <source>只能认其中一条说法，或说明在哪个点：{event}；说法有 {claims}</source>
        <translation>Keep one of the claims or say at which place: {event}; claims are {claims}</translation>
    </message>
    <message>
        <source>不是这个人条子上的记录号：{slip}</source>
        <translation>Not an entry from this person&apos;s slip: {slip}</translation>
    </message>
    <message>
        <source>{time} 还没到（本机现在 {now}），没有记；查时间，或查本机的钟</source>
        <translation>{time} has not come yet (it is {now} here): nothing was recorded; check the time, or the clock of this laptop</translation>
    </message>
    <message>
        <source>交班要交给另一个人，写他的姓名：{name}</source>
        <translation>A shift is handed over to somebody else; write his name: {name}</translation>
    </message>
    <message>
        <source>值班日志要写一句话（最多 {most} 字）</source>
        <translation>Write a sentence for the duty log (at most {most} characters)</translation>
    </message>
    <message>
        <source>口令不对，文件没有动；再试一次，或用保险柜里的恢复密钥：{file}</source>
        <translation>Wrong passphrase, the file is as it was; try again, or use the recovery key from the safe: {file}</translation>
    </message>
    <message>
        <source>备份处不在了，没有备份，名册完好；插上 U 盘，或另选一处：{folder}</source>
        <translation>The place of the backups is gone, nothing was backed up, the register is intact; put the stick in, or choose another place: {folder}</translation>
    </message>
    <message>
        <source>定的是 {erase_at} 以后才抹去，现在没有动；要提前，先重新结束一次，把日子改早</source>
        <translation>It was set to be erased after {erase_at}: nothing was touched; for an earlier day close the incident again</translation>
    </message>
    <message>
        <source>文件坏了，或旁边的 .keys 不是它的；没有改动它。先另存一份，再打开最近的备份，或用别的点的数据包重建：{file}</source>
        <translation>The file is damaged, or the .keys beside it is not its own; it was not changed. Keep a copy, then open the newest backup, or rebuild from the bundles of other desks: {file}</translation>
    </message>
    <message>
        <source>没有做：要原样写出这次事件的名称「{title}」才算数</source>
        <translation>Not done: it counts only with the name of this incident written out as it is: &quot;{title}&quot;</translation>
    </message>
    <message>
        <source>磁盘读写出错，这一条没写成，先前记的都在；查 U 盘插没插好、盘满没满，再试：{file}</source>
        <translation>The disk failed: this entry was not written, all before it is there; see whether the stick is in and the disk is not full, then try again: {file}</translation>
    </message>
    <message>
        <source>缺钥匙文件 {keys}，打不开 {file}；每份备份旁边都有一份同样的，拷来改成这个名字</source>
        <translation>The keys file {keys} is missing, {file} cannot be opened; the same one stands beside every backup: copy it here under this name</translation>
    </message>
    <message>
        <source>这个文件只能读，写不进（只读盘或无权限）；连同 .keys 拷到本机硬盘再打开：{file}</source>
        <translation>This file can only be read (a read-only disk, or no rights); copy it with its .keys to the disk of this laptop and open it there: {file}</translation>
    </message>
    <message>
        <source>这份文件的个人信息已经抹去，不能再记姓名、电话和备注：{file}</source>
        <translation>The personal data of this file are erased: it takes no names, numbers or notes any more: {file}</translation>
    </message>
    <message>
        <source>这次事件还没有结束，不能抹去个人信息；先用 close-incident 结束</source>
        <translation>This incident is not closed yet, its personal data cannot be erased; close it first with close-incident</translation>
    </message>
    <message>
        <source>本台没有这次名册导入：{batch}；不带编号列出能撤的</source>
        <translation>This desk made no such import into the register: {batch}; without a number those that can be taken back are listed</translation>
    </message>
    <message>
        <source>{helper} 没有记过外出，先记「出」</source>
        <translation>{helper} was not recorded as out; record that first</translation>
    </message>
    <message>
        <source>没有这条时限：{rule}；有 {known}</source>
        <translation>No such limit: {rule}; there are {known}</translation>
    </message>
    <message>
        <source>这一种现在不能报：首报只报一次，续报、终报要在首报之后</source>
        <translation>This report is not in turn: the first is sent once, next and final come after it</translation>
    </message>
    <message>
        <source>没有这个镇街：{town}；有 {known}</source>
        <translation>No such town: {town}; there are {known}</translation>
    </message>
    <message>
        <source>{shelter} 没有这一室：{room}</source>
        <translation>{shelter} has no such room: {room}</translation>
    </message>
    <message>
        <source>{room} 没有 {bed} 号床，或已有人；空着的是 {free}</source>
        <translation>{room} has no bed {bed}, or somebody has it; free are {free}</translation>
    </message>
    <message>
        <source>不能入住：{room} 已满；有空床的是 {free}</source>
        <translation>Cannot be housed: {room} is full; free beds in {free}</translation>
    </message>
    <message>
        <source>他没有记在 {shelter}：先签到</source>
        <translation>He is not recorded in {shelter}: check him in first</translation>
    </message>
    <message>
        <source>本台不认得这个码：{code}；按姓名首字母找，或 X 收为不在册</source>
        <translation>This desk does not know the code {code}; find him by initials, or X takes him in</translation>
    </message>
    <message>
        <source>这张卡上没有在本岛的人</source>
        <translation>Nobody of this card is in this island</translation>
    </message>
    <message>
        <source>没有空床了：人照收，记到达；T 转到下一个岛</source>
        <translation>No bed left: take people in, arrival only; T sends on to the next island</translation>
    </message>
    <message>
        <source>一个都没勾：按数字勾来的人，或 Esc 不记</source>
        <translation>Nobody ticked: digits tick who has come, Esc records nothing</translation>
    </message>
    <message>
        <source>{name} 里还有 {inside} 人，没有关；要关就把人数 {inside} 打一遍（--people {inside}）</source>
        <translation>{name} still has {inside} people in it and was not closed; to close it type their number {inside} (--people {inside})</translation>
    </message>
    <message>
        <source>{name} 还不能回：{lacks}</source>
        <translation>Nobody may return to {name} yet: {lacks}</translation>
    </message>
    <message>
        <source>雨后复查没有这样的签字人：{role}；有 {known}</source>
        <translation>No such signer of the inspection: {role}; there are {known}</translation>
    </message>
    <message>
        <source>没有这一项：{item}；有 {known}</source>
        <translation>No such item: {item}; there are {known}</translation>
    </message>
    <message>
        <source>清单上这一项本来就没勾：{item}</source>
        <translation>This item of the checklist was not ticked: {item}</translation>
    </message>
    <message>
        <source>{name} 现在不用分流</source>
        <translation>{name} need not be relieved now</translation>
    </message>
    <message>
        <source>没有这个点，或不止一个：{desk}</source>
        <translation>No such desk, or more than one: {desk}</translation>
    </message>
    <message>
        <source>{desk} 已停用：它再记的别的点都不收。换一把钥匙（新的用户目录）重新登记</source>
        <translation>{desk} was revoked: no desk takes what it writes. Enrol it again with a new key (a new user folder)</translation>
    </message>
    <message>
        <source>不能停用正在用的这台：{desk}；到别的点上停</source>
        <translation>This very laptop cannot revoke itself: {desk}; do it at another desk</translation>
    </message>
    <message>
        <source>要先装附加包 {extra}（{package}）</source>
        <translation>The extra {extra} ({package}) has to be installed first</translation>
    </message>
    <message>
        <source>{person} 没有记过到达，没有可报的</source>
        <translation>No arrival of {person} was recorded: nothing to tell</translation>
    </message>
    <message>
        <source>电台报不对：第 {groups} 组请对方再说一遍（共九组，每组五个）</source>
        <translation>Not right: ask for group {groups} again (nine groups of five)</translation>
    </message>
    <message>
        <source>{person} 的这一条已经在册里了，不用再记</source>
        <translation>This entry about {person} is held already</translation>
    </message>
    <message>
        <source>不是图片，读不了：{file}</source>
        <translation>Not a picture: {file}</translation>
    </message>
    <message>
        <source>码还不够：要 {need} 张不同的，读到 {have} 张；再拍几张</source>
        <translation>Not enough codes yet: {need} different ones are needed, {have} were read; photograph a few more</translation>
    </message>
    <message>
        <source>太大（{size_kb} KB），屏上的码放不下；用 U 盘</source>
        <translation>Too large for codes on a screen ({size_kb} KB); use a stick</translation>
    </message>
    <message>
        <source>没有插网线，也没有连热点：接上再按</source>
        <translation>No cable and no hotspot: connect one first</translation>
    </message>
    <message>
        <source>{where} 没有接通，或中途断了；收全的才并入，再来一次（{why}）</source>
        <translation>{where} did not answer or broke off; only what came whole was taken in, try again ({why})</translation>
    </message>
    <message>
        <source>{where} 不是登记过的点，什么都没有给它</source>
        <translation>{where} is no enrolled desk; it was told nothing</translation>
    </message>
    <message>
        <source>{where} 对方不收：不是同一次事件，或本机没有在它那里登记（{why}）</source>
        <translation>{where} refuses: another incident, or this laptop is not enrolled there ({why})</translation>
    </message>
    <message>
        <source>地址不对：{address}；照对方屏幕上写的打，如 192.168.43.1</source>
        <translation>Not an address: {address}; type what the other screen shows, like 192.168.43.1</translation>
    </message>
    <message>
        <source>连不上区里的库，名册完好；用 U 盘照样交换：{why}</source>
        <translation>The district&apos;s hub cannot be reached, nothing is lost; sticks still work: {why}</translation>
    </message>
    <message>
        <source>区里的库还没有建表；先执行一次 daolian hub init</source>
        <translation>The hub has no table yet; run daolian hub init once</translation>
    </message>
    <message>
        <source>停用以后收不回来：照样打出点名「{name}」再回车</source>
        <translation>This cannot be undone: type the name &quot;{name}&quot; and press Enter</translation>
    </message>
    <message>
        <source>没有插 U 盘，也没有选文件夹：插上，或按 F 选一个</source>
        <translation>No stick and no folder: plug one in, or choose with F</translation>
    </message>
    <message>
        <source>还有 {households} 户 {persons} 人要去 {name}（{first}）；先关这个点、重排方案，再撤</source>
        <translation>{households} households, {persons} persons, are still to come to {name} ({first}): close it, plan again, then take it back</translation>
    </message>
    <message>
        <source>打不开 {camera} 号摄像头：没有接上，或别的程序占着；可以改收照片</source>
        <translation>Camera {camera} does not open: not plugged in, or in use by another program; photographs do as well</translation>
    </message>
    <message>
        <source>摄像头没有画面了，读到 {have}/{need} 张；接好再按一次，也可以改收照片</source>
        <translation>The camera gives no more pictures, {have}/{need} frames read; plug it in and press again, or use photographs</translation>
    </message>
    <message>
        <source>数据库地址读不懂，要像 postgresql://用户@主机/库名；口令不写在地址里</source>
        <translation>The database address is not understood, it should read postgresql://user@host/database; no password belongs in it</translation>
    </message>
    <message>
        <source>{hub} 要口令</source>
        <translation>{hub} asks for a password</translation>
    </message>
    <message>
        <source>{hub} 没让进：口令、用户名、库名再对一遍（{why}）</source>
        <translation>{hub} did not let us in: check password, user and database ({why})</translation>
    </message>
    <message>
        <source>换床一次换一个人：先按号码只勾他，再按 C</source>
        <translation>Beds are changed one person at a time: tick only him by his number, then press C</translation>
    </message>
    <message>
        <source>终报前还有人没落实：{left}。要么先落实，要么写明为什么现在终报（--note）</source>
        <translation>People are still unsettled before the final report: {left}. Settle them first, or say why it goes up now (--note)</translation>
    </message>
    <message>
        <source>电台报还缺第 {missing} 组，前面的都对；请对方接着报（共九组，每组五个）</source>
        <translation>The radio form still lacks groups {missing}; those before are right. Ask for the rest (nine groups of five)</translation>
    </message>
    <message>
        <source>电台报还缺第 {missing} 组，第 {groups} 组不对；请对方再报这几组（共九组，每组五个）</source>
        <translation>The radio form still lacks groups {missing}, and groups {groups} are wrong. Ask for these again (nine groups of five)</translation>
    </message>
    <message>
        <source>电台报漏了第 {missing} 组，别的都对；请对方只报漏的（共九组，每组五个）</source>
        <translation>The radio form lacks group {missing}, all others are right; ask for what is missing only (nine groups of five)</translation>
    </message>
    <message>
        <source>电台报第 {unsure} 组里有漏的、有不对的，分不清哪组；请对方把第 {again} 组都再报一遍（共九组，每组五个）</source>
        <translation>Of groups {unsure} of the radio form some are missing and some wrong, and it cannot be told which; ask for groups {again} again (nine groups of five)</translation>
    </message>
    <message>
        <source>电台报对不上是哪几组；请对方从第 1 组起慢慢再报一遍（共九组，每组五个）</source>
        <translation>It cannot be told which groups of the radio form these are; ask for all of it again, slowly, from group 1 (nine groups of five)</translation>
    </message>
    <message>
        <source>本机开不了端口 {where}：换一个，或用 --port 0</source>
        <translation>this laptop cannot open port {where}: take another, or --port 0</translation>
    </message>
    <message>
        <source>{vehicle} 已经记为坏了</source>
        <translation>{vehicle} is recorded as broken down already</translation>
    </message>
    <message>
        <source>{vehicle} 没有记过坏了，不用恢复</source>
        <translation>{vehicle} was not recorded as broken down</translation>
    </message>
    <message>
        <source>没有这辆车：{vehicle}</source>
        <translation>There is no vehicle {vehicle}</translation>
    </message>
    <message>
        <source>读的时候路网变了；再读一遍</source>
        <translation>The roads changed while this was read; read it again</translation>
    </message>
    <message>
        <source>原来的路是旧版程序换掉的，没有留；要放回去，把原来的路再导入一次</source>
        <translation>The former roads were replaced by an older version, which did not keep them; to have them back, import them once more</translation>
    </message>
    <message>
        <source>停了，什么也没有写，文件和原来一样</source>
        <translation>Stopped: nothing was written, the file is as it was</translation>
    </message>
</context>
<context>
    <name>Roll</name>
    <message>
        <source>{group} {n} 人 · {homes} 户</source>
        <translation>{group}: people {n} · households {homes}</translation>
    </message>
    <message>
        <source>折起；E 展开</source>
        <translation>folded; E unfolds</translation>
    </message>
    <message>
        <source>最久 {span}没有消息</source>
        <translation>longest silence {span}</translation>
    </message>
    <message>
        <source>{place} {level}</source>
        <translation>{place}: {level}</translation>
    </message>
    <message>
        <source>{place} {level}；最晚 {time}，{left}</source>
        <translation>{place}: {level}; leave by {time}, {left}</translation>
    </message>
    <message>
        <source>{text}；A、B 都没应</source>
        <translation>{text}; neither A nor B answered</translation>
    </message>
    <message>
        <source>未落实 {n}</source>
        <translation>Open {n}</translation>
    </message>
    <message>
        <source>姓名 · 行动</source>
        <translation>Name · mobility</translation>
    </message>
    <message>
        <source>村 · 户</source>
        <translation>Village · household</translation>
    </message>
    <message>
        <source>走到哪一步</source>
        <translation>Step reached</translation>
    </message>
    <message>
        <source>末次联系</source>
        <translation>Last contact</translation>
    </message>
    <message>
        <source>责任人 A / B</source>
        <translation>Helper A / B</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next step</translation>
    </message>
    <message>
        <source>不记</source>
        <translation>Do not record</translation>
    </message>
    <message>
        <source>转移名单</source>
        <translation>Roll</translation>
    </message>
    <message>
        <source>新 {n} 条</source>
        <translation>{n} new</translation>
    </message>
    <message>
        <source>险者在前</source>
        <translation>Risk first</translation>
    </message>
    <message>
        <source>按村</source>
        <translation>By village</translation>
    </message>
    <message>
        <source>这一类没有人 · 7 看全部</source>
        <translation>Nobody here · 7 shows all</translation>
    </message>
    <message>
        <source>还没有下过令，没有人应转 · F8 看哪些村到了</source>
        <translation>No order yet, nobody is due · F8 shows the rain</translation>
    </message>
    <message>
        <source>未落实</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>有险无人</source>
        <translation>At risk</translation>
    </message>
    <message>
        <source>失联</source>
        <translation>Unreach.</translation>
    </message>
    <message>
        <source>未应</source>
        <translation>No reply</translation>
    </message>
    <message>
        <source>拒转</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>到时未动</source>
        <translation>Late</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>已转</source>
        <translation>Moved</translation>
    </message>
    <message>
        <source>未转</source>
        <translation>Not moved</translation>
    </message>
    <message>
        <source>外出</source>
        <translation>Away</translation>
    </message>
    <message>
        <source>扩面</source>
        <translation>Beyond</translation>
    </message>
    <message>
        <source>待核</source>
        <translation>To check</translation>
    </message>
    <message>
        <source>姓名、村、户号；空着看全部</source>
        <translation>Name, village, household; empty shows all</translation>
    </message>
    <message>
        <source>拒转已记；可以：{offer}</source>
        <translation>Refusal noted; offer: {offer}</translation>
    </message>
    <message>
        <source>伤亡</source>
        <translation>Harmed</translation>
    </message>
    <message>
        <source>没收全</source>
        <translation>Incomplete</translation>
    </message>
</context>
<context>
    <name>Shelters</name>
    <message>
        <source>户里的人</source>
        <translation>People of the household</translation>
    </message>
    <message>
        <source>来 / 没来</source>
        <translation>here / not here</translation>
    </message>
    <message>
        <source>不记</source>
        <translation>Do not record</translation>
    </message>
    <message>
        <source>只记到达</source>
        <translation>Arrived only</translation>
    </message>
    <message>
        <source>{n} 人</source>
        <translation>of {n}</translation>
    </message>
    <message>
        <source>{n} 人到达并入住，下一位</source>
        <translation>House {n}, next</translation>
    </message>
    <message>
        <source>一个都没勾，不记</source>
        <translation>Nobody ticked, nothing to record</translation>
    </message>
    <message>
        <source>收下不在册（扩面）</source>
        <translation>Take in, beyond the register</translation>
    </message>
    <message>
        <source>姓名；不知道就空着，记为 不详</source>
        <translation>Name; leave empty if unknown</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>收下并记到达</source>
        <translation>Take in, arrived</translation>
    </message>
    <message>
        <source>不收</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>关岛</source>
        <translation>Close island</translation>
    </message>
    <message>
        <source>不关</source>
        <translation>Keep open</translation>
    </message>
    <message>
        <source>开 {n} / {all}</source>
        <translation>Open {n} / {all}</translation>
    </message>
    <message>
        <source>本岛名单</source>
        <translation>Names here</translation>
    </message>
    <message>
        <source>未确认 待核</source>
        <translation>unconfirmed</translation>
    </message>
    <message>
        <source>签到这一户</source>
        <translation>Check in</translation>
    </message>
    <message>
        <source>收下不在册</source>
        <translation>Take in</translation>
    </message>
    <message>
        <source>没有安全岛：资料包里还没有 shelters.csv</source>
        <translation>No safety islands: the pack has no shelters.csv</translation>
    </message>
    <message>
        <source>空着 · D 签到，X 收下不在册</source>
        <translation>Empty · D checks in, X takes in those not on the register</translation>
    </message>
    <message>
        <source>还没有开 · O 开岛</source>
        <translation>Shut · O opens it</translation>
    </message>
    <message>
        <source>在岛 {n} / {all} · 空 {free}</source>
        <translation>In {n} / {all} · free {free}</translation>
    </message>
    <message>
        <source>开岛</source>
        <translation>Open island</translation>
    </message>
    <message>
        <source>校园安全岛</source>
        <translation>school island</translation>
    </message>
    <message>
        <source>村委会、礼堂</source>
        <translation>village hall</translation>
    </message>
    <message>
        <source>宾馆</source>
        <translation>hotel</translation>
    </message>
    <message>
        <source>安全户</source>
        <translation>host home</translation>
    </message>
    <message>
        <source>投亲靠友</source>
        <translation>relatives</translation>
    </message>
    <message>
        <source>医院</source>
        <translation>hospital</translation>
    </message>
    <message>
        <source>{rooms} 室 × {area:.0f} m² ÷ {each:.1f} m²/人 = {all}</source>
        <translation>{rooms} rooms × {area:.0f} m² ÷ {each:.1f} m² each = {all}</translation>
    </message>
    <message>
        <source>可住 {all}（登记数）</source>
        <translation>Room for {all} (as registered)</translation>
    </message>
    <message>
        <source>无台阶</source>
        <translation>step-free</translation>
    </message>
    <message>
        <source>有台阶</source>
        <translation>steps</translation>
    </message>
    <message>
        <source>已开 {time}</source>
        <translation>open since {time}</translation>
    </message>
    <message>
        <source>有人在，没记开岛</source>
        <translation>people in, opening not recorded</translation>
    </message>
    <message>
        <source>一台说关了，一台说开着</source>
        <translation>one desk says closed, another open</translation>
    </message>
    <message>
        <source>未开</source>
        <translation>shut</translation>
    </message>
    <message>
        <source>在岛</source>
        <translation>In</translation>
    </message>
    <message>
        <source>空床</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>再到</source>
        <translation>To come</translation>
    </message>
    <message>
        <source>路上</source>
        <translation>Road</translation>
    </message>
    <message>
        <source>峰值</source>
        <translation>Peak</translation>
    </message>
    <message>
        <source>人次</source>
        <translation>Arrivals</translation>
    </message>
    <message>
        <source>待核</source>
        <translation>To check</translation>
    </message>
    <message>
        <source>要到 {h} 户 {p} 人</source>
        <translation>To come: {h} households, {p} people</translation>
    </message>
    <message>
        <source>按方案到达先后</source>
        <translation>by planned arrival</translation>
    </message>
    <message>
        <source>待核 {n} 人</source>
        <translation>To reconcile: {n}</translation>
    </message>
    <message>
        <source>总数里只算一次；问到本人再定</source>
        <translation>counted once; ask the person</translation>
    </message>
    <message>
        <source>在岛 {n} 人</source>
        <translation>In: {n}</translation>
    </message>
    <message>
        <source>在岛 {n} 人，连上面待核的</source>
        <translation>In: {n}, with those to reconcile</translation>
    </message>
    <message>
        <source>新到在前</source>
        <translation>newest first</translation>
    </message>
    <message>
        <source>{time} 到</source>
        <translation>arrive {time}</translation>
    </message>
    <message>
        <source>{name} 户 {n} 人</source>
        <translation>{name}, household of {n}</translation>
    </message>
    <message>
        <source>A {name} {phone}</source>
        <translation>A {name} {phone}</translation>
    </message>
    <message>
        <source>扩面</source>
        <translation>Beyond</translation>
    </message>
    <message>
        <source>另有 {n} 处也说在</source>
        <translation>also claimed by {n} more</translation>
    </message>
    <message>
        <source>姓名不详</source>
        <translation>Name unknown</translation>
    </message>
    <message>
        <source>到达</source>
        <translation>here</translation>
    </message>
    <message>
        <source>没来</source>
        <translation>not here</translation>
    </message>
    <message>
        <source>户 {id}</source>
        <translation>Household {id}</translation>
    </message>
    <message>
        <source>方案 {time} 到</source>
        <translation>planned {time}</translation>
    </message>
    <message>
        <source>{n} 岛（候选，未确认）</source>
        <translation>{n} islands (unconfirmed)</translation>
    </message>
    <message>
        <source>{n} 岛（{m} 岛未确认）</source>
        <translation>{n} islands ({m} unconfirmed)</translation>
    </message>
    <message>
        <source>{n} 岛</source>
        <translation>{n} islands</translation>
    </message>
    <message>
        <source>沿永定河自上而下</source>
        <translation>Down the Yongding River</translation>
    </message>
    <message>
        <source>开 {n}</source>
        <translation>open {n}</translation>
    </message>
    <message>
        <source>在岛 {all} = 名册 {known} + 扩面 {beyond}</source>
        <translation>in {all} = register {known} + beyond {beyond}</translation>
    </message>
    <message>
        <source>开着的可住 {n}，空 {free}</source>
        <translation>room in the open ones {n}, free {free}</translation>
    </message>
    <message>
        <source>{n}/{all}</source>
        <translation>{n}/{all}</translation>
    </message>
    <message>
        <source>待开 {n}</source>
        <translation>to open {n}</translation>
    </message>
    <message>
        <source>安全岛 · 状态</source>
        <translation>Safety island · state</translation>
    </message>
    <message>
        <source>实住 ■  再到 ▨  空 □</source>
        <translation>in ■  coming ▨  free □</translation>
    </message>
    <message>
        <source>下一批</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>{inside} / 再到 {coming} / {all}</source>
        <translation>{inside} / to come {coming} / {all}</translation>
    </message>
    <message>
        <source>满</source>
        <translation>full</translation>
    </message>
    <message>
        <source>开要 {n} 分</source>
        <translation>opens in {n} min</translation>
    </message>
    <message>
        <source>末到 {time}</source>
        <translation>last {time}</translation>
    </message>
    <message>
        <source>其余 {n} 岛未开</source>
        <translation>{n} more are shut</translation>
    </message>
    <message>
        <source>{n} 岛容量待核</source>
        <translation>{n} capacities unconfirmed</translation>
    </message>
    <message>
        <source>安全岛</source>
        <translation>Safety island</translation>
    </message>
    <message>
        <source>镇街</source>
        <translation>Town</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>可住</source>
        <translation>Room</translation>
    </message>
    <message>
        <source>开</source>
        <translation>open</translation>
    </message>
    <message>
        <source>待开</source>
        <translation>to open</translation>
    </message>
    <message>
        <source>{name} 还没开，方案送来 {n} 人</source>
        <translation>{name} is shut; the plan sends {n} people</translation>
    </message>
    <message>
        <source>先开门再叫人出门</source>
        <translation>Open it before people leave</translation>
    </message>
    <message>
        <source>最早 {time} 到</source>
        <translation>first arrive {time}</translation>
    </message>
    <message>
        <source>开门要 {n} 分，{time} 前要动手，{left}</source>
        <translation>opening takes {n} min, start by {time}, {left}</translation>
    </message>
    <message>
        <source>还有 {names} 等 {n} 岛也要开</source>
        <translation>{names} and others, {n} in all, must open too</translation>
    </message>
    <message>
        <source>还有 {names} 也要开</source>
        <translation>{names} must open too</translation>
    </message>
    <message>
        <source>岛链</source>
        <translation>Island chain</translation>
    </message>
    <message>
        <source>表</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>图上看</source>
        <translation>On the map</translation>
    </message>
    <message>
        <source>安全岛表</source>
        <translation>Table of islands</translation>
    </message>
    <message>
        <source>只列在用</source>
        <translation>In use only</translation>
    </message>
    <message>
        <source>全列</source>
        <translation>All</translation>
    </message>
    <message>
        <source>开 {name}</source>
        <translation>Open {name}</translation>
    </message>
    <message>
        <source>{name} 户</source>
        <translation>{name} household</translation>
    </message>
    <message>
        <source>{name} 已开。{lacking}</source>
        <translation>{name} is open. {lacking}</translation>
    </message>
    <message>
        <source>空着跳过</source>
        <translation>leave empty to pass over</translation>
    </message>
    <message>
        <source>要一个数</source>
        <translation>A number is needed</translation>
    </message>
    <message>
        <source>{n} 户要走 · ⏎ 下令</source>
        <translation>{n} households go · ⏎ orders it</translation>
    </message>
    <message>
        <source>里面的人和去处</source>
        <translation>Who is in and where they go</translation>
    </message>
    <message>
        <source>打人数</source>
        <translation>type how many</translation>
    </message>
    <message>
        <source>里面的人数</source>
        <translation>How many are in</translation>
    </message>
    <message>
        <source>关岛，并下令各户去下一岛</source>
        <translation>close, and order each household on</translation>
    </message>
    <message>
        <source>返回门</source>
        <translation>Return gate</translation>
    </message>
    <message>
        <source>返回门 · {name}</source>
        <translation>Return gate · {name}</translation>
    </message>
    <message>
        <source>可以回</source>
        <translation>may return</translation>
    </message>
    <message>
        <source>门已开，等返回令</source>
        <translation>open, awaiting the order</translation>
    </message>
    <message>
        <source>还缺 {n} 条</source>
        <translation>{n} conditions lack</translation>
    </message>
    <message>
        <source>在外 {h} 户 {n} 人</source>
        <translation>away: {h} households, {n} people</translation>
    </message>
    <message>
        <source>已回 {n}</source>
        <translation>home {n}</translation>
    </message>
    <message>
        <source>擅自返回 {n}</source>
        <translation>went back unasked {n}</translation>
    </message>
    <message>
        <source>A {name}</source>
        <translation>A {name}</translation>
    </message>
    <message>
        <source>擅自返回 {time}</source>
        <translation>went back unasked {time}</translation>
    </message>
    <message>
        <source>这个村没有人在外面了</source>
        <translation>Nobody of this village is away any more</translation>
    </message>
    <message>
        <source>还没有人离村，返回门没有要管的</source>
        <translation>Nobody has left a village yet: no gate to keep</translation>
    </message>
    <message>
        <source>滞后 {n:g} 时、从{level}起不准回</source>
        <translation>Lag {n:g} h, no return from level {level} up</translation>
    </message>
    <message>
        <source>{words}、谁签字：都待核</source>
        <translation>{words}, who signs: all to be confirmed</translation>
    </message>
    <message>
        <source>擅自返回，派 A 角去（⏎ 返回到家）</source>
        <translation>Went back unasked, send A (⏎ home again)</translation>
    </message>
    <message>
        <source>{who} 签字</source>
        <translation>{who} signs</translation>
    </message>
    <message>
        <source>复查有险情</source>
        <translation>Danger found</translation>
    </message>
    <message>
        <source>记雨强峰值</source>
        <translation>Note the peak of rain</translation>
    </message>
    <message>
        <source>下返回令</source>
        <translation>Order the return</translation>
    </message>
    <message>
        <source>没有雨情记录；写成 07-31 10:00</source>
        <translation>No rain record; write 07-31 10:00</translation>
    </message>
    <message>
        <source>雨情记录里雨最大的一小时</source>
        <translation>the wettest hour of the rain record</translation>
    </message>
    <message>
        <source>雨后复查签字</source>
        <translation>Sign the inspection</translation>
    </message>
    <message>
        <source>谁签的（姓名）</source>
        <translation>who signs (name)</translation>
    </message>
    <message>
        <source>雨强峰值在几点</source>
        <translation>When was the peak of rain</translation>
    </message>
    <message>
        <source>写成 07-31 10:00</source>
        <translation>Write it as 07-31 10:00</translation>
    </message>
    <message>
        <source>当场建一个安置点</source>
        <translation>Add a shelter on the spot</translation>
    </message>
    <message>
        <source>叫什么（村委会、饭庄、谁家）</source>
        <translation>its name (hall, inn, whose home)</translation>
    </message>
    <message>
        <source>哪个村：名字或首字母；空着就是本镇头一个</source>
        <translation>which village: name or initials; empty is the first of the town</translation>
    </message>
    <message>
        <source>能住几人</source>
        <translation>how many it takes</translation>
    </message>
    <message>
        <source>下一格；末格建好并开门</source>
        <translation>next line; the last one adds and opens it</translation>
    </message>
    <message>
        <source>不建</source>
        <translation>do not add</translation>
    </message>
    <message>
        <source>转换清单</source>
        <translation>Conversion checklist</translation>
    </message>
    <message>
        <source>勾，记谁几点</source>
        <translation>tick, with name and time</translation>
    </message>
    <message>
        <source>分流的户</source>
        <translation>Households to go on</translation>
    </message>
    <message>
        <source>走 / 不走</source>
        <translation>goes / stays</translation>
    </message>
    <message>
        <source>点存量</source>
        <translation>Count stock</translation>
    </message>
    <message>
        <source>没做完也能开门，开门时会说还差什么</source>
        <translation>It opens all the same and says what lacks</translation>
    </message>
    <message>
        <source>当场建的</source>
        <translation>added on the spot</translation>
    </message>
    <message>
        <source>要转走 {n} 人</source>
        <translation>{n} people to go on</translation>
    </message>
    <message>
        <source>由 {name} 转来</source>
        <translation>sent on from {name}</translation>
    </message>
    <message>
        <source>{time} 下令</source>
        <translation>ordered {time}</translation>
    </message>
    <message>
        <source>逐户挑</source>
        <translation>Pick households</translation>
    </message>
    <message>
        <source>不分流，记原因</source>
        <translation>No, note why</translation>
    </message>
    <message>
        <source>为什么不分流</source>
        <translation>Why not</translation>
    </message>
    <message>
        <source>记下来，人再多时还会提</source>
        <translation>noted; proposed again with more people in</translation>
    </message>
    <message>
        <source>下令：{h} 户 {n} 人分流</source>
        <translation>Order on {h} households, {n} people</translation>
    </message>
    <message>
        <source>没有岛可去</source>
        <translation>No island to go to</translation>
    </message>
    <message>
        <source>{name} 到 {share}，建议分流</source>
        <translation>{name} is at {share}: relieve it</translation>
    </message>
    <message>
        <source>{name} 备电 {time} 用完，建议全岛转走</source>
        <translation>{name}: backup power ends {time}, move everybody on</translation>
    </message>
    <message>
        <source>{name} 出路 {time} 全断，建议全岛转走</source>
        <translation>{name}: its last road closes {time}, move everybody on</translation>
    </message>
    <message>
        <source>{name} 已关，里面还有人，建议转走</source>
        <translation>{name} is closed with people in it: move them on</translation>
    </message>
    <message>
        <source>没有路通、又有空床的岛：报区里，先把能上楼的上楼</source>
        <translation>No island with an open road and a free bed: tell the district, get people upstairs</translation>
    </message>
    <message>
        <source>{h} 户 {n} 人</source>
        <translation>{h} households, {n} people</translation>
    </message>
    <message>
        <source>{name} {n} 人（{way}）</source>
        <translation>{name} {n} ({way})</translation>
    </message>
    <message>
        <source>{km:.1f} 公里 {n:.0f} 分</source>
        <translation>{km:.1f} km {n:.0f} min</translation>
    </message>
    <message>
        <source>路不通</source>
        <translation>no road</translation>
    </message>
    <message>
        <source>还没开</source>
        <translation>not open</translation>
    </message>
    <message>
        <source>本岛 {before} → {after}</source>
        <translation>here {before} → {after}</translation>
    </message>
    <message>
        <source>不走要断的路</source>
        <translation>by no road about to close</translation>
    </message>
    <message>
        <source>路上有要断的路，赶早</source>
        <translation>by a road about to close: early</translation>
    </message>
    <message>
        <source>{n} 人还没出发</source>
        <translation>{n} not set out yet</translation>
    </message>
    <message>
        <source>{n} 人没有岛收得下</source>
        <translation>no island takes {n}</translation>
    </message>
    <message>
        <source>门槛待核</source>
        <translation>thresholds to be confirmed</translation>
    </message>
    <message>
        <source>{n} 人走不了</source>
        <translation>{n} cannot walk</translation>
    </message>
    <message>
        <source>还没出发</source>
        <translation>not set out</translation>
    </message>
    <message>
        <source>岛链：下一岛有什么</source>
        <translation>Chain: what the next have free</translation>
    </message>
    <message>
        <source>按路程</source>
        <translation>by way</translation>
    </message>
    <message>
        <source>空床 {n}</source>
        <translation>{n} beds free</translation>
    </message>
    <message>
        <source>空室 {n}</source>
        <translation>{n} rooms free</translation>
    </message>
    <message>
        <source>电 {n:.0f}时</source>
        <translation>power {n:.0f} h</translation>
    </message>
    <message>
        <source>水 {n:.0f}时</source>
        <translation>water {n:.0f} h</translation>
    </message>
    <message>
        <source>{name} 里还有 {n} 人。关岛不动名单，人要另外安置。真的关，就把人数打一遍：</source>
        <translation>{n} people are still in {name}. Closing leaves the list as it is; they need another place. To close it, type their number:</translation>
    </message>
    <message>
        <source>没有岛收得下</source>
        <translation>no island takes them</translation>
    </message>
    <message>
        <source>转来 {n}</source>
        <translation>{n} sent here</translation>
    </message>
    <message>
        <source>要转走 {n}</source>
        <translation>{n} to go on</translation>
    </message>
    <message>
        <source>还够几时 = 存量 ÷ 用量，待核</source>
        <translation>hours left = stock / use, to be confirmed</translation>
    </message>
    <message>
        <source>还有 {names} 也要分流</source>
        <translation>{names} to be relieved too</translation>
    </message>
    <message>
        <source>还有 {name} 要开</source>
        <translation>{name} to be opened too</translation>
    </message>
    <message>
        <source>没有这个村</source>
        <translation>No such village</translation>
    </message>
    <message>
        <source>→ {town} {name}</source>
        <translation>→ {town} {name}</translation>
    </message>
    <message>
        <source>水</source>
        <translation>Water</translation>
    </message>
    <message>
        <source>饭</source>
        <translation>Meals</translation>
    </message>
    <message>
        <source>电</source>
        <translation>Power</translation>
    </message>
    <message>
        <source>被褥</source>
        <translation>Blankets</translation>
    </message>
    <message>
        <source>水还有几升</source>
        <translation>Litres of water left</translation>
    </message>
    <message>
        <source>饭还有几份</source>
        <translation>Meals left</translation>
    </message>
    <message>
        <source>备电还能撑几小时</source>
        <translation>Hours of backup power left</translation>
    </message>
    <message>
        <source>被褥有几床</source>
        <translation>Blankets</translation>
    </message>
    <message>
        <source>{n:.0f}升</source>
        <translation>{n:.0f} l</translation>
    </message>
    <message>
        <source>{n:.0f}时</source>
        <translation>{n:.0f} h</translation>
    </message>
    <message>
        <source>{time} 点过</source>
        <translation>counted {time}</translation>
    </message>
    <message>
        <source>各台点的不一样，取少的</source>
        <translation>desks counted differently: the least</translation>
    </message>
    <message>
        <source>转换清单 {done} / {all}</source>
        <translation>Checklist {done} / {all}</translation>
    </message>
    <message>
        <source>{n} 分</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source> 待核</source>
        <translation> to be confirmed</translation>
    </message>
    <message>
        <source>转换清单还差 {n} 项、约 {minutes} 分：{first}…</source>
        <translation>Checklist lacks {n} items, about {minutes} min: {first}…</translation>
    </message>
    <message>
        <source>，快没了</source>
        <translation>, running out</translation>
    </message>
    <message>
        <source>{time} 离开</source>
        <translation>left {time}</translation>
    </message>
    <message>
        <source>房间只有 {beds} 床</source>
        <translation>rooms for {beds} only</translation>
    </message>
    <message>
        <source>没有要分流的：没有岛满到要分；现在提议的是开 {name}，Shift+O 照办</source>
        <translation>Nobody to send on: no island is that full. Proposed now: open {name}, Shift+O does it</translation>
    </message>
    <message>
        <source>没有提议：没有岛满到要分流，也没有岛要开；有了会出现在下面</source>
        <translation>No proposal: no island is so full, and none has to be opened. One would appear below</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>叫应户门车达住</source>
        <translation>CARObVH</translation>
    </message>
</context>
<context>
    <name>Storm</name>
    <message>
        <source>待下令 {n} 村</source>
        <translation>Order {n}</translation>
    </message>
    <message>
        <source>建议下令 {n} · 触发只是建议，下令由人</source>
        <translation>Proposed {n} · people give orders</translation>
    </message>
    <message>
        <source>{town} {n} 村</source>
        <translation>{town}, {n} vill.</translation>
    </message>
    <message>
        <source>触发 {time}</source>
        <translation>triggered {time}</translation>
    </message>
    <message>
        <source>已下 {level}</source>
        <translation>ordered: {level}</translation>
    </message>
    <message>
        <source>未下令</source>
        <translation>not ordered</translation>
    </message>
    <message>
        <source>下令 {level}</source>
        <translation>order {level}</translation>
    </message>
    <message>
        <source>户</source>
        <translation>hh</translation>
    </message>
    <message>
        <source>人</source>
        <translation>People</translation>
    </message>
    <message>
        <source>卧床</source>
        <translation>Bedrid.</translation>
    </message>
    <message>
        <source>下令后应转</source>
        <translation>Due by this order</translation>
    </message>
    <message>
        <source>合计</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>{known} 人已应转；应转 {before} → {after}</source>
        <translation>{known} already due; due {before} → {after}</translation>
    </message>
    <message>
        <source>其中 {n} 村未落点：排不了路，人照叫照配</source>
        <translation>{n} are not on the map: no routes, but called and paired</translation>
    </message>
    <message>
        <source>另有 {n} 村在册没有要转的人，一并下令</source>
        <translation>{n} more villages have nobody due; ordered with them</translation>
    </message>
    <message>
        <source>{h} 户 {n} 人 · 卧床 {b}</source>
        <translation>{h} hh, {n} p · bed {b}</translation>
    </message>
    <message>
        <source>已下令 {n} 村，共 {all} 村</source>
        <translation>Ordered {n} of {all} villages</translation>
    </message>
    <message>
        <source>没有下令</source>
        <translation>No order</translation>
    </message>
    <message>
        <source>还有 {n} 村</source>
        <translation>{n} more villages</translation>
    </message>
    <message>
        <source>现在应转</source>
        <translation>Due now</translation>
    </message>
    <message>
        <source>未转</source>
        <translation>Not in</translation>
    </message>
    <message>
        <source>为什么</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>阈值待核</source>
        <translation>unconfirmed</translation>
    </message>
    <message>
        <source>没有雨量</source>
        <translation>No rain figures</translation>
    </message>
    <message>
        <source>{station} 站 {time} 起无报，大雨里无报按更坏算</source>
        <translation>Gauge {station} silent since {time}; in heavy rain taken as worse</translation>
    </message>
    <message>
        <source>雨量没有到线</source>
        <translation>Rain is below the thresholds</translation>
    </message>
    <message>
        <source>前期 {mm:.0f} 毫米，{soil}；自雨起共 {total:.0f} 毫米</source>
        <translation>Before: {mm:.0f} mm, {soil}; {total:.0f} mm since the rain began</translation>
    </message>
    <message>
        <source>够 {colour} 预警信号的雨量；信号只作参考，不触发</source>
        <translation>Rain enough for the {colour} warning; for information, no trigger</translation>
    </message>
    <message>
        <source>阈值出处：{source}</source>
        <translation>Threshold from: {source}</translation>
    </message>
    <message>
        <source>暴雨蓝色</source>
        <translation>rainstorm blue</translation>
    </message>
    <message>
        <source>暴雨黄色</source>
        <translation>rainstorm yellow</translation>
    </message>
    <message>
        <source>暴雨橙色</source>
        <translation>rainstorm orange</translation>
    </message>
    <message>
        <source>暴雨红色</source>
        <translation>rainstorm red</translation>
    </message>
    <message>
        <source>预警信号（参考）</source>
        <translation>Warning signals (for information)</translation>
    </message>
    <message>
        <source>{h} 时 {mm:.0f}</source>
        <translation>{h} h {mm:.0f}</translation>
    </message>
    <message>
        <source>毫米；* 未见原文，待核。信号由气象台发布，这里不推算、不触发</source>
        <translation>mm; * source not seen, unconfirmed. The weather service issues signals; nothing is derived or triggered here</translation>
    </message>
    <message>
        <source>没有雨量记录</source>
        <translation>No rain record</translation>
    </message>
    <message>
        <source>正在读雨量…</source>
        <translation>Reading the rain…</translation>
    </message>
    <message>
        <source>雨情</source>
        <translation>Storm</translation>
    </message>
    <message>
        <source>实线 观测  虚线 预报</source>
        <translation>solid observed  dashed forecast</translation>
    </message>
    <message>
        <source>立即 {mm:.0f}</source>
        <translation>Go {mm:.0f}</translation>
    </message>
    <message>
        <source>准备 {mm:.0f}</source>
        <translation>Prepare {mm:.0f}</translation>
    </message>
    <message>
        <source>累计（毫米）</source>
        <translation>Total (mm)</translation>
    </message>
    <message>
        <source>预报 {mm:.0f}</source>
        <translation>forecast {mm:.0f}</translation>
    </message>
    <message>
        <source>镇街 · 村数</source>
        <translation>Town · villages</translation>
    </message>
    <message>
        <source>1 时</source>
        <translation>1 h</translation>
    </message>
    <message>
        <source>3 时</source>
        <translation>3 h</translation>
    </message>
    <message>
        <source>6 时</source>
        <translation>6 h</translation>
    </message>
    <message>
        <source>24 时</source>
        <translation>24 h</translation>
    </message>
    <message>
        <source>土</source>
        <translation>Soil</translation>
    </message>
    <message>
        <source>测站</source>
        <translation>Gauge</translation>
    </message>
    <message>
        <source>按预报到立即</source>
        <translation>Forecast to go</translation>
    </message>
    <message>
        <source>{town} {place}</source>
        <translation>{town} {place}</translation>
    </message>
    <message>
        <source>{station} {time} 无报</source>
        <translation>{station} silent {time}</translation>
    </message>
    <message>
        <source>虚拟站 1</source>
        <translation>1 virtual</translation>
    </message>
    <message>
        <source>1 站</source>
        <translation>1 gauge</translation>
    </message>
    <message>
        <source>{n} 站</source>
        <translation>{n} gauges</translation>
    </message>
    <message>
        <source>已过 {span}</source>
        <translation>past {span}</translation>
    </message>
    <message>
        <source>还有 {span}</source>
        <translation>in {span}</translation>
    </message>
    <message>
        <source>准备 {span}后</source>
        <translation>prepare in {span}</translation>
    </message>
    <message>
        <source>记录内不到</source>
        <translation>not on record</translation>
    </message>
    <message>
        <source>各镇雨量与触发</source>
        <translation>Rain and triggers by town</translation>
    </message>
    <message>
        <source>逐小时雨量</source>
        <translation>Rain by the hour</translation>
    </message>
    <message>
        <source>立即 {n}</source>
        <translation>Go {n}</translation>
    </message>
    <message>
        <source>准备 {n}</source>
        <translation>Prepare {n}</translation>
    </message>
    <message>
        <source>未触发 {n}</source>
        <translation>None {n}</translation>
    </message>
    <message>
        <source>无报 {n} 站</source>
        <translation>Silent {n}</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>阈值待核 {n}</source>
        <translation>Unconfirmed {n}</translation>
    </message>
    <message>
        <source>图上看</source>
        <translation>On the map</translation>
    </message>
    <message>
        <source>下令 {n} 村</source>
        <translation>Order {n}</translation>
    </message>
    <message>
        <source>选村</source>
        <translation>Pick</translation>
    </message>
    <message>
        <source>不下</source>
        <translation>Decline</translation>
    </message>
    <message>
        <source>为什么不下 · Enter 记下 · Esc 算了</source>
        <translation>Why no order · Enter records · Esc drops it</translation>
    </message>
    <message>
        <source>不下的理由</source>
        <translation>Reason for no order</translation>
    </message>
    <message>
        <source>不下要写一句理由</source>
        <translation>Declining needs a reason</translation>
    </message>
    <message>
        <source>{place} · 3 小时雨量（毫米）</source>
        <translation>{place} · 3 h rain (mm)</translation>
    </message>
    <message>
        <source>{time} 起</source>
        <translation>since {time}</translation>
    </message>
    <message>
        <source>到</source>
        <translation>to</translation>
    </message>
    <message>
        <source>毫米/时</source>
        <translation>mm/h</translation>
    </message>
    <message>
        <source>累计</source>
        <translation>total</translation>
    </message>
    <message>
        <source>来自</source>
        <translation>from</translation>
    </message>
    <message>
        <source>观测</source>
        <translation>observed</translation>
    </message>
    <message>
        <source>预报</source>
        <translation>forecast</translation>
    </message>
    <message>
        <source>下令的村，空格选或不选</source>
        <translation>Villages to order; Space ticks</translation>
    </message>
</context>
<context>
    <name>Tables</name>
    <message>
        <source>转移对象</source>
        <translation>People to move</translation>
    </message>
    <message>
        <source>责任人</source>
        <translation>Helpers</translation>
    </message>
    <message>
        <source>安置点</source>
        <translation>Shelters</translation>
    </message>
    <message>
        <source>车辆</source>
        <translation>Vehicles</translation>
    </message>
    <message>
        <source>机构和场所</source>
        <translation>Institutions</translation>
    </message>
    <message>
        <source>村和社区</source>
        <translation>Villages</translation>
    </message>
    <message>
        <source>雨量阈值</source>
        <translation>Rain thresholds</translation>
    </message>
    <message>
        <source>雨量站</source>
        <translation>Gauges</translation>
    </message>
    <message>
        <source>雨量</source>
        <translation>Rain</translation>
    </message>
    <message>
        <source>断路</source>
        <translation>Closures</translation>
    </message>
    <message>
        <source>镇街</source>
        <translation>Towns</translation>
    </message>
    <message>
        <source>路口</source>
        <translation>Road nodes</translation>
    </message>
    <message>
        <source>路段</source>
        <translation>Road links</translation>
    </message>
    <message>
        <source>行走倍数</source>
        <translation>Speed factors</translation>
    </message>
    <message>
        <source>动员时间</source>
        <translation>Delays</translation>
    </message>
    <message>
        <source>安置室</source>
        <translation>Rooms</translation>
    </message>
</context>
<context>
    <name>Template</name>
    <message>
        <source>必填</source>
        <translation>needed</translation>
    </message>
    <message>
        <source>可空</source>
        <translation>may be empty</translation>
    </message>
    <message>
        <source>带 * 的列必填，其余可空；不知道的就空着，不要编。</source>
        <translation>Columns with * are needed, others may be empty; leave empty what is not known, invent nothing.</translation>
    </message>
    <message>
        <source>列的先后可以换，上面可以有标题，一个文件里可以有几张表。</source>
        <translation>Columns may stand in any order, titles above them, several sheets in a file.</translation>
    </message>
    <message>
        <source>写着「示例」的行不会收，填好后删不删都行。</source>
        <translation>Example rows are not taken; delete them or leave them.</translation>
    </message>
    <message>
        <source>证件号、电话两列已设成文本，粘贴时选「只粘贴值」，免得 Excel 丢掉末几位。</source>
        <translation>Id number and telephone are set to text; paste values only, or Excel loses the last digits.</translation>
    </message>
    <message>
        <source>村名在全区重名时，把镇街也填上。一格里有几项时用 | 隔开。</source>
        <translation>Where a village&apos;s name repeats in the district, give its town. Several things in a cell are separated by |.</translation>
    </message>
    <message>
        <source>再次导入同一个文件不会重复收人；空着的格子不会抹掉册里已有的。</source>
        <translation>Importing a file again takes nobody twice; an empty cell erases nothing.</translation>
    </message>
    <message>
        <source>{column}：{must}{values}</source>
        <translation>{column}: {must}{values}</translation>
    </message>
    <message>
        <source>填写说明</source>
        <translation>How to fill in</translation>
    </message>
</context>
<context>
    <name>TimeBar</name>
    <message>
        <source>全区</source>
        <translation>All</translation>
    </message>
    <message>
        <source>{place} 毫米/时</source>
        <translation>{place} mm/h</translation>
    </message>
    <message>
        <source>没有雨量</source>
        <translation>No rain figures</translation>
    </message>
    <message>
        <source>{day}日</source>
        <translation>day {day}</translation>
    </message>
    <message>
        <source>把演练钟拨到这里</source>
        <translation>Set the drill clock here</translation>
    </message>
    <message>
        <source>拨到此</source>
        <translation>Set here</translation>
    </message>
    <message>
        <source>时间条</source>
        <translation>Time bar</translation>
    </message>
    <message>
        <source>×{n}</source>
        <translation>×{n}</translation>
    </message>
    <message>
        <source>退</source>
        <translation>−10</translation>
    </message>
    <message>
        <source>进</source>
        <translation>+10</translation>
    </message>
    <message>
        <source>◂ 观测</source>
        <translation>◂ observed</translation>
    </message>
    <message>
        <source>预报 ▸</source>
        <translation>forecast ▸</translation>
    </message>
    <message>
        <source>演练钟停</source>
        <translation>Stop the drill clock</translation>
    </message>
    <message>
        <source>演练钟走</source>
        <translation>Run the drill clock</translation>
    </message>
    <message>
        <source>演练钟快慢</source>
        <translation>Speed of the drill clock</translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>{day}日 {time}</source>
        <translation>{time} on {day}</translation>
    </message>
    <message>
        <source>周一</source>
        <translation>Mon</translation>
    </message>
    <message>
        <source>周二</source>
        <translation>Tue</translation>
    </message>
    <message>
        <source>周三</source>
        <translation>Wed</translation>
    </message>
    <message>
        <source>周四</source>
        <translation>Thu</translation>
    </message>
    <message>
        <source>周五</source>
        <translation>Fri</translation>
    </message>
    <message>
        <source>周六</source>
        <translation>Sat</translation>
    </message>
    <message>
        <source>周日</source>
        <translation>Sun</translation>
    </message>
    <message>
        <source>{n} 分</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{h} 小时 {m:02d} 分</source>
        <translation>{h} h {m:02d}</translation>
    </message>
    <message>
        <source>还有 {span}</source>
        <translation>{span} left</translation>
    </message>
    <message>
        <source>过 {span}</source>
        <translation>{span} late</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>值班</source>
        <translation>On duty</translation>
    </message>
    <message>
        <source>全区</source>
        <translation>District</translation>
    </message>
    <message>
        <source>看哪个镇街：各屏与总数跟着走，邻镇的安全岛仍可用</source>
        <translation>Which town: screens and totals follow; islands next door stay on offer</translation>
    </message>
    <message>
        <source>换</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>过时，请更正</source>
        <translation>Too old, correct it</translation>
    </message>
    <message>
        <source>刚才：十分钟内可撤销；过后记一条更正</source>
        <translation>Recent: undo within ten minutes; after that enter a correction</translation>
    </message>
    <message>
        <source>撤销这一条</source>
        <translation>Undo this entry</translation>
    </message>
    <message>
        <source>选</source>
        <translation>choose</translation>
    </message>
    <message>
        <source>直取</source>
        <translation>pick</translation>
    </message>
    <message>
        <source>不动</source>
        <translation>leave</translation>
    </message>
    <message>
        <source>岛链</source>
        <translation>Daolian</translation>
    </message>
    <message>
        <source>演练</source>
        <translation>Drill</translation>
    </message>
    <message>
        <source>实战</source>
        <translation>Real</translation>
    </message>
    <message>
        <source>岛链 · {mode} · {title}</source>
        <translation>Daolian · {mode} · {title}</translation>
    </message>
    <message>
        <source>没有能撤的：过了十分钟的，记一条更正；Ctrl+H 看刚才</source>
        <translation>Nothing to undo; after ten minutes enter a correction; Ctrl+H shows Recent</translation>
    </message>
    <message>
        <source>警报静音</source>
        <translation>Alarm muted</translation>
    </message>
    <message>
        <source>警报有声</source>
        <translation>Alarm sounds</translation>
    </message>
    <message>
        <source>不在岛上</source>
        <translation>At no island</translation>
    </message>
    <message>
        <source>值班室的台</source>
        <translation>the duty room&apos;s laptop</translation>
    </message>
    <message>
        <source>签到台：本台在哪个岛的门口；F5 先出它的签到台</source>
        <translation>Desk: at which island&apos;s door this laptop stands; F5 then opens it</translation>
    </message>
    <message>
        <source>就在这里</source>
        <translation>here</translation>
    </message>
    <message>
        <source>这台电脑被停用了：以后记的，别的点都不收。要接着用，请镇里换钥匙重新登记</source>
        <translation>This laptop was revoked: no other desk takes in what it writes from now on. To use it again have the township enrol it with a new key</translation>
    </message>
</context>
<context>
    <name>Register</name>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>性别</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>出生</source>
        <translation>Birth</translation>
    </message>
    <message>
        <source>证件</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>住址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>村</source>
        <translation>Village</translation>
    </message>
    <message>
        <source>户</source>
        <translation>Household</translation>
    </message>
    <message>
        <source>行动</source>
        <translation>Mobility</translation>
    </message>
    <message>
        <source>隐患</source>
        <translation>Hazards</translation>
    </message>
    <message>
        <source>需要</source>
        <translation>Needs</translation>
    </message>
    <message>
        <source>台账</source>
        <translation>Ledger</translation>
    </message>
    <message>
        <source>在册</source>
        <translation>On the register</translation>
    </message>
    <message>
        <source>现有人数</source>
        <translation>Heads</translation>
    </message>
    <message>
        <source>走不了的</source>
        <translation>Cannot walk</translation>
    </message>
    <message>
        <source>已转出</source>
        <translation>Moved</translation>
    </message>
    <message>
        <source>可容人数</source>
        <translation>Capacity</translation>
    </message>
    <message>
        <source>联系人</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>低洼</source>
        <translation>Low ground</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>为何不在册</source>
        <translation>Why not listed</translation>
    </message>
    <message>
        <source>年龄</source>
        <translation>Age</translation>
    </message>
    <message>
        <source>能抬</source>
        <translation>Carries</translation>
    </message>
    <message>
        <source>最多户数</source>
        <translation>Most households</translation>
    </message>
    <message>
        <source>车座</source>
        <translation>Car seats</translation>
    </message>
    <message>
        <source>夜里能叫</source>
        <translation>At night</translation>
    </message>
    <message>
        <source>轮椅</source>
        <translation>wheelchair</translation>
    </message>
    <message>
        <source>证件号相同</source>
        <translation>Same ID number</translation>
    </message>
    <message>
        <source>同名、同出生、同村</source>
        <translation>Same name, birth and village</translation>
    </message>
    <message>
        <source>同名、同户</source>
        <translation>Same name and household</translation>
    </message>
    <message>
        <source>同名、同电话</source>
        <translation>Same name and phone</translation>
    </message>
    <message>
        <source>还没定</source>
        <translation>open</translation>
    </message>
    <message>
        <source>同一人</source>
        <translation>one person</translation>
    </message>
    <message>
        <source>两个人</source>
        <translation>two people</translation>
    </message>
    <message>
        <source>两台定得不一样</source>
        <translation>desks decided differently</translation>
    </message>
    <message>
        <source>电话汛期未核</source>
        <translation>Phone not confirmed this season</translation>
    </message>
    <message>
        <source>一年未核</source>
        <translation>Not confirmed for a year</translation>
    </message>
    <message>
        <source>责任人已走</source>
        <translation>Helper has left</translation>
    </message>
    <message>
        <source>多本台账</source>
        <translation>Several ledgers</translation>
    </message>
    <message>
        <source>疑似重复</source>
        <translation>Perhaps a duplicate</translation>
    </message>
    <message>
        <source>说法不一</source>
        <translation>Desks differ</translation>
    </message>
    <message>
        <source>不在册上</source>
        <translation>off the register</translation>
    </message>
    <message>
        <source>汛期未点人数</source>
        <translation>Not counted this season</translation>
    </message>
    <message>
        <source>没答为何不在册</source>
        <translation>No answer why not listed</translation>
    </message>
    <message>
        <source>去世</source>
        <translation>died</translation>
    </message>
    <message>
        <source>迁走</source>
        <translation>moved away</translation>
    </message>
    <message>
        <source>登错了</source>
        <translation>entered wrongly</translation>
    </message>
    <message>
        <source>养老</source>
        <translation>Care home</translation>
    </message>
    <message>
        <source>托育</source>
        <translation>Nursery</translation>
    </message>
    <message>
        <source>医院</source>
        <translation>Hospital</translation>
    </message>
    <message>
        <source>学校</source>
        <translation>School</translation>
    </message>
    <message>
        <source>民宿</source>
        <translation>Guest house</translation>
    </message>
    <message>
        <source>景区</source>
        <translation>Scenic spot</translation>
    </message>
    <message>
        <source>工地</source>
        <translation>Building site</translation>
    </message>
    <message>
        <source>露营</source>
        <translation>Camp site</translation>
    </message>
    <message>
        <source>地下空间</source>
        <translation>Basement</translation>
    </message>
    <message>
        <source>水电站</source>
        <translation>Power station</translation>
    </message>
    <message>
        <source>那次导入撤了</source>
        <translation>import taken back</translation>
    </message>
</context>
<context>
    <name>Calls</name>
    <message>
        <source>{group} {homes} 户 · {n} 人</source>
        <translation>{group} {homes} households · {n} persons</translation>
    </message>
    <message>
        <source>{filter} {n} 村</source>
        <translation>{filter} {n} vill.</translation>
    </message>
    <message>
        <source>{group} {villages} 村</source>
        <translation>{group} {villages} villages</translation>
    </message>
    <message>
        <source>{group} {homes} 户 · {n} 人 · {villages} 村</source>
        <translation>{group} {homes} households · {n} persons · {villages} villages</translation>
    </message>
    <message>
        <source>到时 {n} 户</source>
        <translation>{n} due</translation>
    </message>
    <message>
        <source>未叫 {n} 户</source>
        <translation>call {n}</translation>
    </message>
    <message>
        <source>照着念</source>
        <translation>Read aloud</translation>
    </message>
    <message>
        <source>放慢，念两遍</source>
        <translation>Slowly, twice</translation>
    </message>
    <message>
        <source>不记</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>敲门</source>
        <translation>Door</translation>
    </message>
    <message>
        <source>拒转</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>选一户看怎么叫</source>
        <translation>Choose a household</translation>
    </message>
    <message>
        <source>村 {place} · {town} · {homes} 户 {n} 人还没走</source>
        <translation>Village {place} · {town} · {homes} households, {n} persons still there</translation>
    </message>
    <message>
        <source>户 {home} · {town} {place} · {n} 人</source>
        <translation>Household {home} · {town} {place} · {n}</translation>
    </message>
    <message>
        <source>最晚出发</source>
        <translation>Leave by</translation>
    </message>
    <message>
        <source>方案出门</source>
        <translation>Planned start</translation>
    </message>
    <message>
        <source>正在叫 {time}</source>
        <translation>calling {time}</translation>
    </message>
    <message>
        <source>按数字就记，时间 {time}</source>
        <translation>by digit, {time}</translation>
    </message>
    <message>
        <source>⏎ 打了再按数字</source>
        <translation>⏎, then digit</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>为什么不走</source>
        <translation>Why not</translation>
    </message>
    <message>
        <source>劝第 {n} 轮 · 按数字就记</source>
        <translation>round {n} · a digit records</translation>
    </message>
    <message>
        <source>打 {name}，计时</source>
        <translation>Call {name}</translation>
    </message>
    <message>
        <source>同户 {names}</source>
        <translation>With {names}</translation>
    </message>
    <message>
        <source>到时</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>等重拨</source>
        <translation>Redial later</translation>
    </message>
    <message>
        <source>未叫</source>
        <translation>To call</translation>
    </message>
    <message>
        <source>已应</source>
        <translation>Answered</translation>
    </message>
    <message>
        <source>没人应最久的在前，现在就叫</source>
        <translation>longest unanswered first; call now</translation>
    </message>
    <message>
        <source>时候到了自己上来，选中的行不动</source>
        <translation>they rise when due; the selected row stays</translation>
    </message>
    <message>
        <source>先叫村负责人，再逐户叫</source>
        <translation>village contacts first, then each household</translation>
    </message>
    <message>
        <source>换人再劝</source>
        <translation>another person tries again</translation>
    </message>
    <message>
        <source>没应</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>失联</source>
        <translation>Lost</translation>
    </message>
    <message>
        <source>A 角</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B 角</source>
        <translation>B</translation>
    </message>
    <message>
        <source>邻户</source>
        <translation>Neighbour</translation>
    </message>
    <message>
        <source>电台</source>
        <translation>Radio</translation>
    </message>
    <message>
        <source>村负责人</source>
        <translation>Village contact</translation>
    </message>
    <message>
        <source>村第二人</source>
        <translation>Second contact</translation>
    </message>
    <message>
        <source>本户</source>
        <translation>Household</translation>
    </message>
    <message>
        <source>{place} · 村负责人</source>
        <translation>{place} · contact</translation>
    </message>
    <message>
        <source>{name} 户 · {n} 人</source>
        <translation>{name} household · {n}</translation>
    </message>
    <message>
        <source>{homes} 户 {n} 人</source>
        <translation>{homes} households, {n}</translation>
    </message>
    <message>
        <source>还没有叫过</source>
        <translation>Not called yet</translation>
    </message>
    <message>
        <source>{level} {time} 下令</source>
        <translation>{level} ordered {time}</translation>
    </message>
    <message>
        <source>{what} 共 {n} 次</source>
        <translation>{what}, {n} tries</translation>
    </message>
    <message>
        <source>{time} 拒转 劝过 {n} 轮</source>
        <translation>{time} Refused, {n} rounds</translation>
    </message>
    <message>
        <source>牲畜</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>财物</source>
        <translation>Goods</translation>
    </message>
    <message>
        <source>病人</source>
        <translation>Sick person</translation>
    </message>
    <message>
        <source>不信</source>
        <translation>Does not believe</translation>
    </message>
    <message>
        <source>看家</source>
        <translation>Guards the house</translation>
    </message>
    <message>
        <source>别的</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>先给牲畜找地方</source>
        <translation>A place for the stock first</translation>
    </message>
    <message>
        <source>财物登记、锁门</source>
        <translation>Goods listed, locked</translation>
    </message>
    <message>
        <source>带上药走</source>
        <translation>Pills are taken along</translation>
    </message>
    <message>
        <source>请邻里来劝</source>
        <translation>A neighbour talks</translation>
    </message>
    <message>
        <source>派人巡看</source>
        <translation>A watch is kept</translation>
    </message>
    <message>
        <source>全村转完后 D 确认；要下令人以外的第二人</source>
        <translation>Once all are moved D confirms; by another name than the order&apos;s</translation>
    </message>
    <message>
        <source>转完 {time} {name} 确认</source>
        <translation>Done {time}, confirmed by {name}</translation>
    </message>
    <message>
        <source>转完 {time} {name} 说的，是下令人 · 待第二人</source>
        <translation>Done {time} says {name}, who ordered · second name wanted</translation>
    </message>
    <message>
        <source>{n} 分</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} 小时</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>时钟不准</source>
        <translation>clock is off</translation>
    </message>
    <message>
        <source>现在就叫</source>
        <translation>call now</translation>
    </message>
    <message>
        <source>过 {span}</source>
        <translation>{span} over</translation>
    </message>
    <message>
        <source>再劝</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>派人敲门</source>
        <translation>Send to the door</translation>
    </message>
    <message>
        <source>派人进村</source>
        <translation>Send into the village</translation>
    </message>
    <message>
        <source>{place} 电台、铜锣</source>
        <translation>{place} radio, gong</translation>
    </message>
    <message>
        <source>正在叫</source>
        <translation>calling</translation>
    </message>
    <message>
        <source>隔壁</source>
        <translation>next door</translation>
    </message>
    <message>
        <source>册上隔 {n} 户</source>
        <translation>{n} houses off</translation>
    </message>
    <message>
        <source>见到人</source>
        <translation>Seen</translation>
    </message>
    <message>
        <source>没人开</source>
        <translation>Nobody opens</translation>
    </message>
    <message>
        <source>去不了</source>
        <translation>Cannot get there</translation>
    </message>
    <message>
        <source>没人回</source>
        <translation>No reply</translation>
    </message>
    <message>
        <source>不通</source>
        <translation>No radio</translation>
    </message>
    <message>
        <source>复述对了，出门去</source>
        <translation>Said back, going</translation>
    </message>
    <message>
        <source>{n} 分内要回话</source>
        <translation>Word due in {n} min</translation>
    </message>
    <message>
        <source>马上 → {rung}</source>
        <translation>At once → {rung}</translation>
    </message>
    <message>
        <source>{n} 分后再叫</source>
        <translation>Again in {n} min</translation>
    </message>
    <message>
        <source>下令后没有消息</source>
        <translation>Nothing since the order</translation>
    </message>
    <message>
        <source>末次 {time} {means}</source>
        <translation>Last {time} {means}</translation>
    </message>
    <message>
        <source>应答时限、重拨次数 {n} 项待核</source>
        <translation>{n} calling limits to be checked</translation>
    </message>
    <message>
        <source>{a}{b}{c}{d}{e}</source>
        <translation>{a} {b} {c} {d} {e}</translation>
    </message>
    <message>
        <source>现在立即转移</source>
        <translation>must go now</translation>
    </message>
    <message>
        <source>准备转移，走不快的先走</source>
        <translation>prepares to go; the slow go first</translation>
    </message>
    <message>
        <source>{place}，{place}，我是镇防汛值班 {name}。{place}{what}。</source>
        <translation>{place}, {place}, this is the flood desk, {name}. {place} {what}.</translation>
    </message>
    <message>
        <source>我是镇防汛值班 {name}。{place}{what}。</source>
        <translation>This is the flood desk, {name}. {place} {what}.</translation>
    </message>
    <message>
        <source>全村还有 {homes} 户、{n} 人没走。请您逐户叫到，走不动的先走，叫不到的马上回我。</source>
        <translation>{homes} households, {n} persons are still there. Please call at every house, those who cannot walk first, and call me back at once about any you cannot reach.</translation>
    </message>
    <message>
        <source>您家 {n} 口人现在就走{needs}。</source>
        <translation>The {n} of you go now{needs}.</translation>
    </message>
    <message>
        <source>请您马上去 {name} 家，{n} 个人{needs}。</source>
        <translation>Please go to {name}&apos;s house at once: {n} persons{needs}.</translation>
    </message>
    <message>
        <source>，{n} 位{how}</source>
        <translation>, {n} {how}</translation>
    </message>
    <message>
        <source>去哪里随后告诉您，请先准备好。</source>
        <translation>Where to go follows; please be ready.</translation>
    </message>
    <message>
        <source>走路去</source>
        <translation>On foot to</translation>
    </message>
    <message>
        <source>抬着去</source>
        <translation>Carried to</translation>
    </message>
    <message>
        <source>坐车去</source>
        <translation>By car to</translation>
    </message>
    <message>
        <source>坐客车去</source>
        <translation>By bus to</translation>
    </message>
    <message>
        <source>{how} {shelter}。</source>
        <translation>{how} {shelter}.</translation>
    </message>
    <message>
        <source>{what}。</source>
        <translation>{what}.</translation>
    </message>
    <message>
        <source>时间已过，马上就走</source>
        <translation>The time has passed: go at once</translation>
    </message>
    <message>
        <source>{time} 以前必须走。</source>
        <translation>They must leave before {time}.</translation>
    </message>
    <message>
        <source>{time} 出门。</source>
        <translation>Leave at {time}.</translation>
    </message>
    <message>
        <source>听清了请说一遍：几户、几个人、几点前。</source>
        <translation>Please say it back: how many households, how many persons, by when.</translation>
    </message>
    <message>
        <source>听清了请说一遍：去谁家、几个人、几点前。</source>
        <translation>Please say it back: whose house, how many persons, by when.</translation>
    </message>
    <message>
        <source>没消息的村 {n}</source>
        <translation>Silent villages {n}</translation>
    </message>
    <message>
        <source>末次消息，不论谁、用什么；静得最久在前</source>
        <translation>last news from anybody by any means; longest silence first</translation>
    </message>
    <message>
        <source>户 · 村</source>
        <translation>Household · village</translation>
    </message>
    <message>
        <source>打过几次 · 结果</source>
        <translation>Tries · outcome</translation>
    </message>
    <message>
        <source>没人应</source>
        <translation>Silent</translation>
    </message>
    <message>
        <source>重拨</source>
        <translation>Redial</translation>
    </message>
    <message>
        <source>叫到哪一级</source>
        <translation>Ladder</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>叫应名单</source>
        <translation>Calls</translation>
    </message>
    <message>
        <source>最久在前</source>
        <translation>Longest first</translation>
    </message>
    <message>
        <source>按村</source>
        <translation>By village</translation>
    </message>
    <message>
        <source>这一类没有人 · 1 看没应的</source>
        <translation>Nobody of this kind · 1 shows the open ones</translation>
    </message>
    <message>
        <source>没有要叫的：还没有下过令，或者都已到 · F8 看哪些村到了</source>
        <translation>Nobody to call: nothing is ordered yet, or all have arrived · F8 shows which villages are due</translation>
    </message>
    <message>
        <source>{who} 没有{rung}可叫；Q 派人敲门</source>
        <translation>{who}: no {rung} to call; Q sends somebody to the door</translation>
    </message>
    <message>
        <source>没有要用电台问的村</source>
        <translation>No village to ask by radio</translation>
    </message>
    <message>
        <source>在外没消息 {n}</source>
        <translation>Out there, not heard of: {n}</translation>
    </message>
    <message>
        <source>{name} {n} 人</source>
        <translation>{name} ({n})</translation>
    </message>
    <message>
        <source>{state} {time} {where}</source>
        <translation>{state} {time} {where}</translation>
    </message>
    <message>
        <source>姓名、村、户号；空着看全部</source>
        <translation>Name, village, household; empty shows all</translation>
    </message>
    <message>
        <source>记在 {who} 的下一次叫应上</source>
        <translation>Goes with the next call about {who}</translation>
    </message>
    <message>
        <source>记一句</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>下一次叫应带上：{text}</source>
        <translation>Goes with the next call: {text}</translation>
    </message>
    <message>
        <source>擅自返回 {time}</source>
        <translation>Went back unasked {time}</translation>
    </message>
    <message>
        <source>还没有人去</source>
        <translation>Nobody sent yet</translation>
    </message>
    <message>
        <source>打 {name}</source>
        <translation>Call {name}</translation>
    </message>
    <message>
        <source>{names}：{mark}</source>
        <translation>{names}: {mark}</translation>
    </message>
    <message>
        <source> {n} 人</source>
        <translation> · {n}</translation>
    </message>
</context>
<context>
    <name>Ladder</name>
    <message>
        <source>村里</source>
        <translation>Vill.</translation>
    </message>
    <message>
        <source>本户</source>
        <translation>Self</translation>
    </message>
    <message>
        <source>A 角</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B 角</source>
        <translation>B</translation>
    </message>
    <message>
        <source>邻户</source>
        <translation>Nbr</translation>
    </message>
    <message>
        <source>敲门</source>
        <translation>Door</translation>
    </message>
    <message>
        <source>电台</source>
        <translation>Radio</translation>
    </message>
    <message>
        <source>AB邻门台</source>
        <translation>ABNDR</translation>
    </message>
</context>
<context>
    <name>Backups</name>
    <message>
        <source>备份 {time}</source>
        <translation>Backup {time}</translation>
    </message>
    <message>
        <source>备份 {time} 同盘</source>
        <translation>Backup {time} same disk</translation>
    </message>
    <message>
        <source>备份 停 {time}</source>
        <translation>Backup late {time}</translation>
    </message>
    <message>
        <source>备份 失败</source>
        <translation>Backup failed</translation>
    </message>
    <message>
        <source>备份 未设</source>
        <translation>No backups</translation>
    </message>
    <message>
        <source>备份 还没有</source>
        <translation>Backup: none yet</translation>
    </message>
    <message>
        <source>备份到哪里：选另一块盘上的文件夹</source>
        <translation>Where to back up: choose a folder on another disk</translation>
    </message>
    <message>
        <source>备份没写成（{what}），名册完好；换一处再试</source>
        <translation>The backup was not written ({what}), the register is intact; try another place</translation>
    </message>
    <message>
        <source>这台电脑没有备份：按 {key} 选 U 盘上的一个文件夹</source>
        <translation>This laptop has no backups: {key} chooses a folder on a stick</translation>
    </message>
</context>
<context>
    <name>Battery</name>
    <message>
        <source>电池剩 {n} %：按 {key} 印纸册，没电也能接着干</source>
        <translation>Battery {n} %: {key} prints what works without power</translation>
    </message>
    <message>
        <source>电池只剩 {n} %：记下的都已在盘上，随时可以关机</source>
        <translation>Battery {n} %: all that was recorded is on the disk, it is safe to shut down</translation>
    </message>
</context>
<context>
    <name>Duty</name>
    <message>
        <source> · 上次交班 {time}</source>
        <translation> · last handed over {time}</translation>
    </message>
    <message>
        <source> 等</source>
        <translation> and others</translation>
    </message>
    <message>
        <source>一小时没消息的台</source>
        <translation>Desks silent for an hour</translation>
    </message>
    <message>
        <source>交班</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>交班给</source>
        <translation>Hand over to</translation>
    </message>
    <message>
        <source>什么事、谁报的；写下就不能改</source>
        <translation>What, and who said so; once written it stays</translation>
    </message>
    <message>
        <source>值班日志 · 新的在上 · 只增不改</source>
        <translation>Duty log · newest first · nothing is changed or removed</translation>
    </message>
    <message>
        <source>值班日志与交班</source>
        <translation>Duty log and hand-over</translation>
    </message>
    <message>
        <source>其余未到</source>
        <translation>Others not there yet</translation>
    </message>
    <message>
        <source>到时未动</source>
        <translation>Time has come, not left</translation>
    </message>
    <message>
        <source>到期该抹去个人信息</source>
        <translation>Personal data are due to be erased</translation>
    </message>
    <message>
        <source>印交班单</source>
        <translation>Print the hand-over</translation>
    </message>
    <message>
        <source>备份：{time}</source>
        <translation>Backup: {time}</translation>
    </message>
    <message>
        <source>备份：这台电脑还没有</source>
        <translation>Backup: this laptop has none</translation>
    </message>
    <message>
        <source>失联</source>
        <translation>Unreachable</translation>
    </message>
    <message>
        <source>待核的人</source>
        <translation>People to reconcile</translation>
    </message>
    <message>
        <source>拒转</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>接班人姓名；上面未了的事一并记下</source>
        <translation>Name of who takes over; what is open above is recorded with it</translation>
    </message>
    <message>
        <source>方案没告知的户</source>
        <translation>Households not told of the plan</translation>
    </message>
    <message>
        <source>最早 {time}</source>
        <translation>since {time}</translation>
    </message>
    <message>
        <source>有险无人</source>
        <translation>At risk, nobody on it</translation>
    </message>
    <message>
        <source>未了的事 · 交班用</source>
        <translation>Still open · for the hand-over</translation>
    </message>
    <message>
        <source>未了的事和值班日志</source>
        <translation>What is open, and the duty log</translation>
    </message>
    <message>
        <source>未应</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>本机记录到此的八个词：{words}</source>
        <translation>The records here in eight words: {words}</translation>
    </message>
    <message>
        <source>没有未了的事</source>
        <translation>Nothing is open</translation>
    </message>
    <message>
        <source>没消息的村</source>
        <translation>Silent villages</translation>
    </message>
    <message>
        <source>缺责任人的户</source>
        <translation>Households without a helper</translation>
    </message>
    <message>
        <source>记一句</source>
        <translation>Write a line</translation>
    </message>
    <message>
        <source>（已撤）</source>
        <translation> (taken back)</translation>
    </message>
    <message>
        <source>，那一处现在不在</source>
        <translation>, its place is not there now</translation>
    </message>
    <message>
        <source>抹去个人信息</source>
        <translation>Erase personal data</translation>
    </message>
    <message>
        <source>结束这次事件</source>
        <translation>Close the incident</translation>
    </message>
    <message>
        <source>结束事件</source>
        <translation>Close incident</translation>
    </message>
    <message>
        <source>写出「{title}」再按回车。还没落实 {waiting} 人，岛里还有 {inside} 人，待核 {disputed} 人。{days} 天后才抹去个人信息，到时再问一次。</source>
        <translation>Write out &quot;{title}&quot;, then Enter. Not accounted for: {waiting}, still inside islands: {inside}, to reconcile: {disputed}. Personal data go in {days} days, and that is asked again then.</translation>
    </message>
    <message>
        <source>已结束过，定在 {time} 抹去；再写一次就改日子。</source>
        <translation>It was closed before, to be erased {time}; written once more it moves that day. </translation>
    </message>
    <message>
        <source>上报：还没有报过</source>
        <translation>Report upward: none yet</translation>
    </message>
    <message>
        <source>上报：{kind} {time} 已报出</source>
        <translation>Report upward: {kind} sent {time}</translation>
    </message>
    <message>
        <source>，有 {n} 处对不上</source>
        <translation>, {n} totals do not reconcile</translation>
    </message>
    <message>
        <source>{kind} 过时 {time}</source>
        <translation>{kind} overdue since {time}</translation>
    </message>
    <message>
        <source>{kind} {time} 前</source>
        <translation>{kind} by {time}</translation>
    </message>
    <message>
        <source>区里的库 {hub}（{time} 换过）里的记录还在，封着，只有登记过的电脑打得开；请区里删表。</source>
        <translation> The entries in the district hub {hub} (exchanged {time}) stay, sealed for the laptops that were enrolled; ask the district to drop its table.</translation>
    </message>
    <message>
        <source>叫应：上次交班以来没有打过</source>
        <translation>Calls: none since the last hand-over</translation>
    </message>
    <message>
        <source>叫应：还没有打过</source>
        <translation>Calls: none yet</translation>
    </message>
    <message>
        <source>叫应 {n} 次：{said}</source>
        <translation>{n} calls: {said}</translation>
    </message>
    <message>
        <source>上次交班以来</source>
        <translation>since the last hand-over</translation>
    </message>
    <message>
        <source>抹去后不能恢复。写出「{title}」再按回车。这台电脑够不到、要人去收的：{rest}</source>
        <translation>Erasing cannot be undone. Write out “{title}” and press Enter. Out of this laptop&apos;s reach, for people to collect: {rest}</translation>
    </message>
    <message>
        <source>个人信息已抹去，不能恢复。这台电脑够不到、要人去收的：{rest}</source>
        <translation>Personal data are erased for good. Out of this laptop&apos;s reach, for people to collect: {rest}</translation>
    </message>
    <message>
        <source>事件 {closed} 结束，{erase} 到期抹去个人信息，到时按 {key} 再写一次名称</source>
        <translation>Incident ended {closed}; personal data are due to go {erase}: then {key}, and its name once more</translation>
    </message>
    <message>
        <source>别的台 {desks}，不在的备份处 {places} 个，导出过 {exports} 次，打印过 {prints} 次，写出过的 U 盘。</source>
        <translation>other desks {desks}, {places} backup places that are not there, {exports} exports, {prints} prints, sticks that were written.</translation>
    </message>
    <message>
        <source>待核的床</source>
        <translation>beds to reconcile</translation>
    </message>
    <message>
        <source>放在一边的记录</source>
        <translation>entries put aside</translation>
    </message>
</context>
<context>
    <name>Lock</name>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>PIN {least}–{most} 位数字，锁屏用；空着则用口令</source>
        <translation>PIN of {least}–{most} digits for the lock; empty: the passphrase</translation>
    </message>
    <message>
        <source>PIN 不对，还可试 {n} 次</source>
        <translation>Wrong PIN, {n} more tries</translation>
    </message>
    <message>
        <source>PIN 已定，5 分钟不动就锁；Ctrl+L 立刻锁</source>
        <translation>PIN set: locks after 5 minutes without input; Ctrl+L locks at once</translation>
    </message>
    <message>
        <source>PIN 要 4–8 位数字，没有定下</source>
        <translation>A PIN has 4–8 digits: none was set</translation>
    </message>
    <message>
        <source>PIN 错了 {n} 次：改用这份文件的口令</source>
        <translation>{n} wrong PINs: now the passphrase of this file</translation>
    </message>
    <message>
        <source>口令不对；没有别的改动</source>
        <translation>Wrong passphrase; nothing was changed</translation>
    </message>
    <message>
        <source>口令或恢复密钥</source>
        <translation>Passphrase or recovery key</translation>
    </message>
    <message>
        <source>已锁</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>已锁 · 值班 {name}</source>
        <translation>Locked · on shift {name}</translation>
    </message>
    <message>
        <source>有险无人 {n}</source>
        <translation>At risk, nobody on it: {n}</translation>
    </message>
    <message>
        <source>正在核对…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>锁不了：还没有 PIN。按 {key} 定一个</source>
        <translation>Cannot lock: there is no PIN yet. {key} sets one</translation>
    </message>
    <message>
        <source>错得太多，{n} 秒后再试</source>
        <translation>Too many wrong tries, again in {n} s</translation>
    </message>
</context>
<context>
    <name>Imports</name>
    <message>
        <source>导入撤了：拿下 {n} 人，改回 {fields} 处</source>
        <translation>Import taken back: {n} taken off the list, {fields} fields as before</translation>
    </message>
    <message>
        <source> 等</source>
        <translation> and more</translation>
    </message>
    <message>
        <source>{text}；后来又动过的 {n} 处没动：{names}{more}</source>
        <translation>{text}; {n} touched since are left as they are: {names}{more}</translation>
    </message>
</context>
<context>
    <name>Usage</name>
    <message>
        <source>还缺 {what}</source>
        <translation>{what} is missing</translation>
    </message>
    <message>
        <source>{where} 没有 {what}；有 {known}</source>
        <translation>{where} has no {what}; there are {known}</translation>
    </message>
    <message>
        <source>多出来的，认不得：{what}</source>
        <translation>not understood: {what}</translation>
    </message>
    <message>
        <source>{where} 和 {what} 只能用一个</source>
        <translation>{where} and {what} exclude each other</translation>
    </message>
    <message>
        <source>{where} 后面要跟一个值</source>
        <translation>{where} needs a value</translation>
    </message>
    <message>
        <source>要说明是哪一样：{what}</source>
        <translation>say which: {what}</translation>
    </message>
    <message>
        <source>{what} 说不清是哪一个：{known}</source>
        <translation>{what} may mean {known}</translation>
    </message>
    <message>
        <source>{where} 要整数，不是 {what}</source>
        <translation>{where} takes a whole number, not {what}</translation>
    </message>
    <message>
        <source>{where} 要数字，不是 {what}</source>
        <translation>{where} takes a number, not {what}</translation>
    </message>
    <message>
        <source>{where} 要大于 0 的整数，不是 {what}</source>
        <translation>{where} takes a whole number above 0, not {what}</translation>
    </message>
    <message>
        <source>{where} 要百分数，0 以上，不是 {what}</source>
        <translation>{where} takes per cent, 0 or more, not {what}</translation>
    </message>
    <message>
        <source>{where} 后面不带值，多了 {what}</source>
        <translation>{where} takes no value; {what} is too much</translation>
    </message>
    <message>
        <source>{program}：{said}（{program} --help 看用法）</source>
        <translation>{program}: {said} (usage: {program} --help)</translation>
    </message>
    <message>
        <source>{where} 要 0 到 65535 的端口号，不是 {what}</source>
        <translation>{where} needs a port from 0 to 65535, not {what}</translation>
    </message>
    <message>
        <source>停了：没做完的没有写进文件</source>
        <translation>stopped: what was not finished is not in the file</translation>
    </message>
</context>
<context>
    <name>Harm</name>
    <message>
        <source>不记</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>{list}：怎么知道的</source>
        <translation>{list}: how is it known</translation>
    </message>
    <message>
        <source>哪家医院、谁送的；空着也行</source>
        <translation>Which hospital, who brought them; may be empty</translation>
    </message>
    <message>
        <source>为什么；空着也行</source>
        <translation>Why; may be empty</translation>
    </message>
    <message>
        <source>在哪、怎么伤的；空着也行</source>
        <translation>Where and how; may be empty</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>这个数后面的人</source>
        <translation>The people behind this figure</translation>
    </message>
    <message>
        <source>谁 · 村</source>
        <translation>Who · village</translation>
    </message>
    <message>
        <source>在哪 · 几时</source>
        <translation>Where · since</translation>
    </message>
    <message>
        <source>念稿</source>
        <translation>Read aloud</translation>
    </message>
    <message>
        <source>队名 几人 去哪（村或点，可空），如 示例队 12 涧沟村</source>
        <translation>Name, how many, where to (village or shelter, may be empty): Squad 12 Jiangou</translation>
    </message>
    <message>
        <source>报出{kind}，存文件</source>
        <translation>Send {kind}</translation>
    </message>
    <message>
        <source>没有人</source>
        <translation>Nobody</translation>
    </message>
    <message>
        <source>对不上 {n}</source>
        <translation>Not adding up: {n}</translation>
    </message>
    <message>
        <source>看是谁</source>
        <translation>see who</translation>
    </message>
    <message>
        <source>各栏加得起来</source>
        <translation>All figures add up</translation>
    </message>
    <message>
        <source>来自 {heard}/{all} 个点</source>
        <translation>from {heard} of {all} desks</translation>
    </message>
    <message>
        <source>已报 {n} 期</source>
        <translation>{n} reports sent</translation>
    </message>
    <message>
        <source>还没有报过；报出的同时存表格、PDF 和文字稿。</source>
        <translation>None sent yet; sending also writes the tables, a PDF and the text.</translation>
    </message>
    <message>
        <source>同时最多 {n} 人，{time}；人次是进点次数，不是人数。</source>
        <translation>At most {n} at one time, {time}; visits count arrivals, not people.</translation>
    </message>
    <message>
        <source>村</source>
        <translation>Villages</translation>
    </message>
    <message>
        <source>户</source>
        <translation>Homes</translation>
    </message>
    <message>
        <source>应转</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>已转</source>
        <translation>Moved</translation>
    </message>
    <message>
        <source>未转</source>
        <translation>Not moved</translation>
    </message>
    <message>
        <source>拒转</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>失联</source>
        <translation>Lost</translation>
    </message>
    <message>
        <source>外出</source>
        <translation>Away</translation>
    </message>
    <message>
        <source>待核</source>
        <translation>Unclear</translation>
    </message>
    <message>
        <source>扩面</source>
        <translation>Extra</translation>
    </message>
    <message>
        <source>行动不便</source>
        <translation>Frail</translation>
    </message>
    <message>
        <source>集中</source>
        <translation>Shelters</translation>
    </message>
    <message>
        <source>投亲</source>
        <translation>Relatives</translation>
    </message>
    <message>
        <source>安全户</source>
        <translation>Host homes</translation>
    </message>
    <message>
        <source>在医院</source>
        <translation>Hospital</translation>
    </message>
    <message>
        <source>现在各点</source>
        <translation>Inside</translation>
    </message>
    <message>
        <source>同时最多</source>
        <translation>Peak</translation>
    </message>
    <message>
        <source>累计人</source>
        <translation>Persons</translation>
    </message>
    <message>
        <source>人次</source>
        <translation>Visits</translation>
    </message>
    <message>
        <source>受伤</source>
        <translation>Injured</translation>
    </message>
    <message>
        <source>送医</source>
        <translation>To hosp.</translation>
    </message>
    <message>
        <source>死亡</source>
        <translation>Dead</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Instit.</translation>
    </message>
    <message>
        <source>单位已转</source>
        <translation>In. moved</translation>
    </message>
    <message>
        <source>在外救援</source>
        <translation>Helpers</translation>
    </message>
    <message>
        <source>没消息</source>
        <translation>Silent</translation>
    </message>
    <message>
        <source>没有要报的：还没有下令，或已终报</source>
        <translation>Nothing to report: nothing is ordered, or the final was sent</translation>
    </message>
    <message>
        <source>{kind} {time} 前 · {left}</source>
        <translation>{kind} by {time} · {left}</translation>
    </message>
    <message>
        <source>{said} · 时限待核</source>
        <translation>{said} · limit unconfirmed</translation>
    </message>
    <message>
        <source>{kind} 过时</source>
        <translation>{kind} late</translation>
    </message>
    <message>
        <source>{kind} {n} 分</source>
        <translation>{kind} {n} min</translation>
    </message>
    <message>
        <source>已过 {n} 分</source>
        <translation>{n} min late</translation>
    </message>
    <message>
        <source>还有 {n} 分</source>
        <translation>{n} min left</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>应转 {due} 已转 {moved}</source>
        <translation>due {due} moved {moved}</translation>
    </message>
    <message>
        <source>{n} 人 · 已转 {moved}</source>
        <translation>{n} people · moved {moved}</translation>
    </message>
    <message>
        <source>{n} 人</source>
        <translation>{n} people</translation>
    </message>
    <message>
        <source>合计</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>应转 {left}，各栏加起来 {right}，差 {gap} 人</source>
        <translation>Due {left}, the classes add up to {right}, {gap} apart</translation>
    </message>
    <message>
        <source>各点报的加起来 {left}，按人数 {right}，差 {gap}：两处都报的人</source>
        <translation>Shelters add up to {left}, by person {right}, {gap} apart: claimed twice</translation>
    </message>
    <message>
        <source>报已转完：应转 {left}，落实 {right}，差 {gap} 人</source>
        <translation>Said to be done: due {left}, accounted for {right}, {gap} apart</translation>
    </message>
    <message>
        <source>人数一处说 {left}，一处说 {right}，差 {gap}</source>
        <translation>One desk counted {left}, one {right}, {gap} apart</translation>
    </message>
    <message>
        <source>两台记的伤亡不一样，问清</source>
        <translation>Two desks name different lists: ask</translation>
    </message>
    <message>
        <source>在外还是已回，两台说的不一样，先按在外算</source>
        <translation>Out or back: two desks differ; counted as out</translation>
    </message>
    <message>
        <source>有 {left} 条记录，只收到 {right} 条，差 {gap} 条</source>
        <translation>Has {left} entries, {right} came here, {gap} missing</translation>
    </message>
    <message>
        <source>≠ 待核 · {where}</source>
        <translation>≠ to reconcile · {where}</translation>
    </message>
    <message>
        <source>镇街 · 村</source>
        <translation>Town · village</translation>
    </message>
    <message>
        <source>镇村户人</source>
        <translation>Towns, villages, homes, people</translation>
    </message>
    <message>
        <source>另计</source>
        <translation>Beside</translation>
    </message>
    <message>
        <source>另计的数</source>
        <translation>Figures that stand beside</translation>
    </message>
    <message>
        <source>文字稿</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>时限</source>
        <translation>Limits</translation>
    </message>
    <message>
        <source>{kind}时限 {n} 分：{source}</source>
        <translation>{kind} report within {n} min: {source}</translation>
    </message>
    <message>
        <source>念稿：放慢，念两遍</source>
        <translation>To read aloud: slowly, twice</translation>
    </message>
    <message>
        <source>已报出 {kind} 第 {n} 期，正在存文件</source>
        <translation>Sent: {kind}, number {n}; writing the files</translation>
    </message>
    <message>
        <source>已报出，存了 {n} 个文件，{pages} 页；有姓名的 {persons} 人，用完收好 · {key} 打开</source>
        <translation>Sent; {n} files, {pages} pages; {persons} people by name, keep them safe · {key} opens</translation>
    </message>
    <message>
        <source>各栏加得起来，没有对不上的</source>
        <translation>All figures add up, nothing to reconcile</translation>
    </message>
    <message>
        <source>还没有存过；报出时一起存</source>
        <translation>No files yet; sending writes them</translation>
    </message>
    <message>
        <source>先打开「在外救援」，在名单里选一队</source>
        <translation>Open Helpers first and choose one among the names</translation>
    </message>
    <message>
        <source>{n} 村</source>
        <translation>{n} villages</translation>
    </message>
    <message>
        <source>没有村的</source>
        <translation>No village</translation>
    </message>
    <message>
        <source>立即</source>
        <translation>Go</translation>
    </message>
    <message>
        <source>准备</source>
        <translation>Prepare</translation>
    </message>
    <message>
        <source>可能有后来的记录没收到</source>
        <translation>A later entry may not have come</translation>
    </message>
    <message>
        <source>；{n} 人可能有后来的记录没收到</source>
        <translation>; {n} persons may have a later entry that has not come</translation>
    </message>
    <message>
        <source>{left} 人可能有后来的记录没收到</source>
        <translation>{left} persons may have a later entry that has not come</translation>
    </message>
    <message>
        <source>还没落实：{left}（上面是名单）。终报要人人有着落；现在就报，写明为什么</source>
        <translation>Unsettled: {left} (listed above). A final report wants everybody settled; to send it now, say why</translation>
    </message>
    <message>
        <source>终报备注</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>终报前</source>
        <translation>Before the final report</translation>
    </message>
    <message>
        <source>还没落实</source>
        <translation>Unsettled</translation>
    </message>
    <message>
        <source>{left}。终报要人人有着落；现在就报，要写备注。</source>
        <translation>{left}. A final report wants everybody settled; sending it now takes a remark.</translation>
    </message>
    <message>
        <source>终报前还有人没落实</source>
        <translation>Not everybody is settled</translation>
    </message>
    <message>
        <source>备注空着，没有报出</source>
        <translation>The remark is empty; nothing was sent</translation>
    </message>
</context>
<context>
    <name>Rules</name>
    <message>
        <source>时限</source>
        <translation>Limits</translation>
    </message>
    <message>
        <source>只为本次改，原表不动；X 改回原来的</source>
        <translation>For this incident only, the table stays; X puts the default back</translation>
    </message>
    <message>
        <source>回{screen}</source>
        <translation>back to {screen}</translation>
    </message>
    <message>
        <source>哪一条</source>
        <translation>Limit</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>谁改的</source>
        <translation>Set by</translation>
    </message>
    <message>
        <source>新的数，空一格写依据，如 8 镇防指会定</source>
        <translation>The new number, a space, where it is from: 8 town office</translation>
    </message>
    <message>
        <source>先写数：「{text}」</source>
        <translation>The number first: &quot;{text}&quot;</translation>
    </message>
    <message>
        <source>待核</source>
        <translation>unconfirmed</translation>
    </message>
    <message>
        <source>原来 {n}</source>
        <translation>default {n}</translation>
    </message>
    <message>
        <source>立即转移：多久要应</source>
        <translation>Go: answer within</translation>
    </message>
    <message>
        <source>准备转移：多久要应</source>
        <translation>Prepare: answer within</translation>
    </message>
    <message>
        <source>A 角重拨几次</source>
        <translation>Redials of A</translation>
    </message>
    <message>
        <source>B 角重拨几次</source>
        <translation>Redials of B</translation>
    </message>
    <message>
        <source>邻户重拨几次</source>
        <translation>Redials of a neighbour</translation>
    </message>
    <message>
        <source>敲门重去几次</source>
        <translation>Second visits to a door</translation>
    </message>
    <message>
        <source>带话后多久要回话</source>
        <translation>Word back after a message</translation>
    </message>
    <message>
        <source>派人后多久要回话</source>
        <translation>Word back after somebody was sent</translation>
    </message>
    <message>
        <source>电台多久再叫</source>
        <translation>Radio again after</translation>
    </message>
    <message>
        <source>村里静多久算没消息</source>
        <translation>A village counts as silent after</translation>
    </message>
    <message>
        <source>在外静多久算没消息</source>
        <translation>A helper out there counts as silent after</translation>
    </message>
    <message>
        <source>首报（口头）多久内</source>
        <translation>First report (spoken) within</translation>
    </message>
    <message>
        <source>首报（书面）多久内</source>
        <translation>First report (written) within</translation>
    </message>
    <message>
        <source>续报：多久一次</source>
        <translation>Next report: each</translation>
    </message>
    <message>
        <source>区级初报多久内</source>
        <translation>District report within</translation>
    </message>
    <message>
        <source>续报：{level}响应多久一次</source>
        <translation>Next report under level {level}: each</translation>
    </message>
    <message>
        <source>四级</source>
        <translation>IV</translation>
    </message>
    <message>
        <source>三级</source>
        <translation>III</translation>
    </message>
    <message>
        <source>二级</source>
        <translation>II</translation>
    </message>
    <message>
        <source>一级</source>
        <translation>I</translation>
    </message>
    <message>
        <source>一级+</source>
        <translation>I+</translation>
    </message>
    <message>
        <source>分</source>
        <translation>min</translation>
    </message>
    <message>
        <source>次</source>
        <translation>times</translation>
    </message>
</context>
<context>
    <name>Conflicts</name>
    <message>
        <source>打开</source>
        <translation>open</translation>
    </message>
    <message>
        <source>回名单</source>
        <translation>back to the list</translation>
    </message>
    <message>
        <source>第 {n} / {all} 张</source>
        <translation>card {n} of {all}</translation>
    </message>
    <message>
        <source>就在本岛</source>
        <translation>he is here</translation>
    </message>
    <message>
        <source>看台账、电话</source>
        <translation>register, phone</translation>
    </message>
    <message>
        <source>先不定</source>
        <translation>leave it open</translation>
    </message>
    <message>
        <source>姓名不详</source>
        <translation>Name unknown</translation>
    </message>
    <message>
        <source>在 {place}</source>
        <translation>at {place}</translation>
    </message>
    <message>
        <source>没记怎么知道的</source>
        <translation>how known: not said</translation>
    </message>
    <message>
        <source>时间按演练钟</source>
        <translation>time by the drill clock</translation>
    </message>
    <message>
        <source>时间按那台的钟，钟可能不准</source>
        <translation>time by that laptop&apos;s clock, which may be wrong</translation>
    </message>
    <message>
        <source>时间是手填的</source>
        <translation>time typed by hand</translation>
    </message>
    <message>
        <source>说从 {place} 来</source>
        <translation>says he came from {place}</translation>
    </message>
    <message>
        <source>问 {name}：人在不在眼前</source>
        <translation>ask {name}: is he in sight</translation>
    </message>
    <message>
        <source>打本人 {name}</source>
        <translation>ring him {name}</translation>
    </message>
    <message>
        <source>派人看他家门</source>
        <translation>send somebody to his door</translation>
    </message>
    <message>
        <source>还有 {n} 种说法</source>
        <translation>{n} more versions</translation>
    </message>
    <message>
        <source>待核</source>
        <translation>To reconcile</translation>
    </message>
    <message>
        <source>待核 0 · 各点说的都一致</source>
        <translation>To reconcile 0 · all desks agree</translation>
    </message>
    <message>
        <source>待核 {n}</source>
        <translation>To reconcile {n}</translation>
    </message>
    <message>
        <source>后面还有 {n} 张，定了前面的就上来</source>
        <translation>{n} more cards, they move up as these are settled</translation>
    </message>
    <message>
        <source>总数里只算一次；问到本人再定，不猜</source>
        <translation>counted once; ask him, then decide, never guess</translation>
    </message>
    <message>
        <source>问到了：哪一条是真的？</source>
        <translation>Found out: which one is true?</translation>
    </message>
    <message>
        <source>定为「{claim}」，怎么问到的？</source>
        <translation>“{claim}” it is. How was it found out?</translation>
    </message>
    <message>
        <source>一张床给了 {n} 人</source>
        <translation>one bed given to {n} people</translation>
    </message>
    <message>
        <source>一人给了 {n} 张床</source>
        <translation>{n} beds given to one person</translation>
    </message>
    <message>
        <source>{n} 室</source>
        <translation>room {n}</translation>
    </message>
    <message>
        <source>{room} {bed} 号床</source>
        <translation>{room} bed {bed}</translation>
    </message>
    <message>
        <source>{name} 睡 {bed}</source>
        <translation>{name} sleeps in {bed}</translation>
    </message>
    <message>
        <source>睡 {bed}</source>
        <translation>sleeps in {bed}</translation>
    </message>
    <message>
        <source>问 {name}：谁真的睡在那张床</source>
        <translation>Ask {name}: who really sleeps in that bed</translation>
    </message>
    <message>
        <source>定了以后，别的人当场排空床</source>
        <translation>the others get free beds at once</translation>
    </message>
    <message>
        <source>看了：这张床是谁的？</source>
        <translation>Looked: whose bed is it?</translation>
    </message>
    <message>
        <source>看了：他睡哪张床？</source>
        <translation>Looked: which bed is theirs?</translation>
    </message>
</context>
<context>
    <name>Island</name>
    <message>
        <source>姓名不详</source>
        <translation>Name unknown</translation>
    </message>
    <message>
        <source>哪一家、电话；不知道就空着，⏎ 记下</source>
        <translation>Whose home, phone; empty if not known, ⏎ records</translation>
    </message>
    <message>
        <source>在谁家</source>
        <translation>Whose home</translation>
    </message>
    <message>
        <source>{n} 人</source>
        <translation>{n} persons</translation>
    </message>
    <message>
        <source>先记</source>
        <translation>record first</translation>
    </message>
    <message>
        <source>不理那张卡</source>
        <translation>ignore that card</translation>
    </message>
    <message>
        <source>刷卡、扫码，或键入</source>
        <translation>Scan a card, or type</translation>
    </message>
    <message>
        <source>不在册，收下（扩面）</source>
        <translation>Not in the register: take in</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>不知道就空着，记为 不详</source>
        <translation>Empty if not known</translation>
    </message>
    <message>
        <source>男女、岁数</source>
        <translation>Sex, age</translation>
    </message>
    <message>
        <source>如 女 40；看不出就空着</source>
        <translation>Such as f 40; empty if you cannot tell</translation>
    </message>
    <message>
        <source>从哪来、跟谁</source>
        <translation>From where, with whom</translation>
    </message>
    <message>
        <source>如 游客，住某某民宿；可空</source>
        <translation>Such as: tourist, staying at a guest house; may be empty</translation>
    </message>
    <message>
        <source>下一项；末项收下并记到达</source>
        <translation>next; from the last: take in, arrived</translation>
    </message>
    <message>
        <source>就这样收下</source>
        <translation>take in as it is</translation>
    </message>
    <message>
        <source>不收</source>
        <translation>do not take in</translation>
    </message>
    <message>
        <source>满</source>
        <translation>full</translation>
    </message>
    <message>
        <source>{name} 照护</source>
        <translation>{name} care</translation>
    </message>
    <message>
        <source>{n} 室 {beds} 床 · 条满加斜线</source>
        <translation>{n} rooms {beds} beds · full bars are hatched</translation>
    </message>
    <message>
        <source>没排床 {n}</source>
        <translation>without a bed {n}</translation>
    </message>
    <message>
        <source>暂离 {n}</source>
        <translation>out for a while {n}</translation>
    </message>
    <message>
        <source>室、床为假定，待核</source>
        <translation>rooms and beds assumed, to confirm</translation>
    </message>
    <message>
        <source>{what} 等 {n} 条</source>
        <translation>{what}, {n} entries</translation>
    </message>
    <message>
        <source>更正</source>
        <translation>correct</translation>
    </message>
    <message>
        <source>在岛 / 可住</source>
        <translation>In / places</translation>
    </message>
    <message>
        <source>空床</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>路上</source>
        <translation>On the way</translation>
    </message>
    <message>
        <source>峰值 / 人次</source>
        <translation>Peak / visits</translation>
    </message>
    <message>
        <source>刚才</source>
        <translation>Just now</translation>
    </message>
    <message>
        <source>十分钟内可撤销；过后用「更正」</source>
        <translation>ten minutes to take back; then correct</translation>
    </message>
    <message>
        <source>撤最近</source>
        <translation>take back</translation>
    </message>
    <message>
        <source>选一条</source>
        <translation>choose</translation>
    </message>
    <message>
        <source>按 {each:.1f} m²/人</source>
        <translation>at {each:.1f} m² each</translation>
    </message>
    <message>
        <source>最近 {time}</source>
        <translation>next {time}</translation>
    </message>
    <message>
        <source>不是同一个数</source>
        <translation>not one figure</translation>
    </message>
    <message>
        <source>待核 {n}</source>
        <translation>To reconcile {n}</translation>
    </message>
    <message>
        <source>总数里只算一次；问到本人再定，不猜</source>
        <translation>counted once; ask him, never guess</translation>
    </message>
    <message>
        <source>未落实</source>
        <translation>not accounted for</translation>
    </message>
    <message>
        <source>换岛</source>
        <translation>another island</translation>
    </message>
    <message>
        <source>刷卡、扫码，或键入：姓名首字母（接两位出生年、村名） · 证件尾号 · 卡号 · 户号</source>
        <translation>Scan, or type: initials (then birth year, village) · ID tail · card · household</translation>
    </message>
    <message>
        <source>本台还没有定在哪个岛</source>
        <translation>This laptop serves no island yet</translation>
    </message>
    <message>
        <source>按 {key} 定下本台在哪个岛的门口</source>
        <translation>{key} says at which island&apos;s door this laptop stands</translation>
    </message>
    <message>
        <source>没有找到「{text}」 · ⏎ 收为不在册</source>
        <translation>“{text}” not found · ⏎ takes him in</translation>
    </message>
    <message>
        <source>来一个记一个：键入或扫卡，⏎ 出这一户，再 ⏎ 全户到达</source>
        <translation>One after the other: type or scan, ⏎ for the household, ⏎ again when all have come</translation>
    </message>
    <message>
        <source>不记</source>
        <translation>record nothing</translation>
    </message>
    <message>
        <source>已开 {time}</source>
        <translation>open since {time}</translation>
    </message>
    <message>
        <source>有人在，没记开岛</source>
        <translation>people in, opening not recorded</translation>
    </message>
    <message>
        <source>一台说关了，一台说开着</source>
        <translation>one desk says closed, another open</translation>
    </message>
    <message>
        <source>未开</source>
        <translation>not open</translation>
    </message>
    <message>
        <source>没有相符的 · ⏎ 收为不在册</source>
        <translation>nobody · ⏎ takes him in</translation>
    </message>
    <message>
        <source>{n} 人 {h} 户相符</source>
        <translation>{n} persons of {h} households</translation>
    </message>
    <message>
        <source>户 {id}</source>
        <translation>household {id}</translation>
    </message>
    <message>
        <source>扩面</source>
        <translation>Beyond register</translation>
    </message>
    <message>
        <source>尾号 {tail}</source>
        <translation>ID …{tail}</translation>
    </message>
    <message>
        <source>已到 {place}</source>
        <translation>is at {place}</translation>
    </message>
    <message>
        <source>本岛应到</source>
        <translation>expected here</translation>
    </message>
    <message>
        <source>{name} 户</source>
        <translation>Household of {name}</translation>
    </message>
    <message>
        <source>本岛应到 {time} 前</source>
        <translation>expected here by {time}</translation>
    </message>
    <message>
        <source>方案去 {place}，到了这里照收</source>
        <translation>planned for {place}, taken in here all the same</translation>
    </message>
    <message>
        <source>{place} 记过到达</source>
        <translation>recorded at {place}</translation>
    </message>
    <message>
        <source>记过外出</source>
        <translation>recorded as away</translation>
    </message>
    <message>
        <source>（要照护室，没有了）</source>
        <translation> (needs a care room, none left)</translation>
    </message>
    <message>
        <source>没有空床，只记到达</source>
        <translation>no bed left, arrival only</translation>
    </message>
    <message>
        <source>不排床</source>
        <translation>no bed</translation>
    </message>
    <message>
        <source>{room} · 床 {bed}</source>
        <translation>{room} · bed {bed}</translation>
    </message>
    <message>
        <source>室 {n}</source>
        <translation>Room {n}</translation>
    </message>
    <message>
        <source>室{n}</source>
        <translation>Room {n}</translation>
    </message>
    <message>
        <source>平时 {name}</source>
        <translation>else {name}</translation>
    </message>
    <message>
        <source>{n} 层</source>
        <translation>floor {n}</translation>
    </message>
    <message>
        <source>无台阶</source>
        <translation>step-free</translation>
    </message>
    <message>
        <source>照护室</source>
        <translation>care room</translation>
    </message>
    <message>
        <source>空 {n} 床</source>
        <translation>{n} beds free</translation>
    </message>
    <message>
        <source>回来了</source>
        <translation>back</translation>
    </message>
    <message>
        <source>暂离</source>
        <translation>out</translation>
    </message>
    <message>
        <source>在岛 · 选</source>
        <translation>here · chosen</translation>
    </message>
    <message>
        <source>已在本岛</source>
        <translation>here already</translation>
    </message>
    <message>
        <source>到达</source>
        <translation>arrived</translation>
    </message>
    <message>
        <source>没来</source>
        <translation>not here</translation>
    </message>
    <message>
        <source>一个都没勾，不记</source>
        <translation>Nobody ticked, nothing recorded</translation>
    </message>
    <message>
        <source>{n} 人到达，没有空床，下一位</source>
        <translation>{n} arrived, no bed left, next</translation>
    </message>
    <message>
        <source>{n} 人到达并入住，下一位</source>
        <translation>{n} arrived and housed, next</translation>
    </message>
    <message>
        <source>说从 {place} 过来</source>
        <translation>says from {place}</translation>
    </message>
    <message>
        <source>条子上的记录号已接上</source>
        <translation>entry on the slip taken up</translation>
    </message>
    <message>
        <source>{who} 号没来：找到前留在 未落实 名单（F4）</source>
        <translation>No. {who} not here: stays not accounted for until found (F4)</translation>
    </message>
    <message>
        <source>刚扫到另一张卡。先记这户？</source>
        <translation>Another card was scanned. Record this household first?</translation>
    </message>
    <message>
        <source>从哪个点过来的？</source>
        <translation>From which shelter?</translation>
    </message>
    <message>
        <source>不在本岛，电话回访在哪儿？</source>
        <translation>Not here: where, as the call back says?</translation>
    </message>
    <message>
        <source>投亲靠友</source>
        <translation>With relatives or friends</translation>
    </message>
    <message>
        <source>安全户</source>
        <translation>Host home</translation>
    </message>
    <message>
        <source>本人电话</source>
        <translation>he rang himself</translation>
    </message>
    <message>
        <source>责任人电话</source>
        <translation>helper rang</translation>
    </message>
    <message>
        <source>户主签的条子</source>
        <translation>slip signed by the host</translation>
    </message>
    <message>
        <source>有人亲见</source>
        <translation>somebody saw him</translation>
    </message>
    <message>
        <source>听说</source>
        <translation>hearsay</translation>
    </message>
    <message>
        <source>怎么知道的？</source>
        <translation>How is it known?</translation>
    </message>
    <message>
        <source>{room} 空 {n}</source>
        <translation>{room} {n} free</translation>
    </message>
    <message>
        <source>换到哪一室？</source>
        <translation>Which room?</translation>
    </message>
    <message>
        <source>转到哪个岛？到了那边才算到</source>
        <translation>On to which island? He counts only once it has seen him</translation>
    </message>
    <message>
        <source>{name} 空 {n}</source>
        <translation>{name} {n} free</translation>
    </message>
    <message>
        <source>{name} 空 {n}（未开）</source>
        <translation>{name} {n} free (not open)</translation>
    </message>
    <message>
        <source>下一个：{names}</source>
        <translation>next: {names}</translation>
    </message>
    <message>
        <source>满了：{n} / {all}</source>
        <translation>Full: {n} / {all}</translation>
    </message>
    <message>
        <source>到 95 %：只剩 {n} 床</source>
        <translation>95 %: only {n} beds left</translation>
    </message>
    <message>
        <source>到 80 %：还剩 {n} 床</source>
        <translation>80 %: {n} beds left</translation>
    </message>
    <message>
        <source>床位两说 {n}（{who}），看了再排一次</source>
        <translation>Beds said twice {n} ({who}): look, and give them again</translation>
    </message>
    <message>
        <source>{room} · 床 {n}</source>
        <translation>{room} · bed {n}</translation>
    </message>
    <message>
        <source>换到哪一床？</source>
        <translation>Which bed?</translation>
    </message>
    <message>
        <source>，车 {n} 分</source>
        <translation>, {n} min by car</translation>
    </message>
    <message>
        <source>，路不明</source>
        <translation>, road unknown</translation>
    </message>
    <message>
        <source>草稿：上次没收下的，还没有记。接着写，或清掉</source>
        <translation>Draft: not taken in last time, nothing recorded. Go on, or clear it</translation>
    </message>
    <message>
        <source>清掉</source>
        <translation>clear</translation>
    </message>
    <message>
        <source>照护</source>
        <translation>care</translation>
    </message>
</context>
<context>
    <name>Gate</name>
    <message>
        <source>转移令还没解除</source>
        <translation>the move order is not lifted</translation>
    </message>
    <message>
        <source>{scope} {level}响应还没解除</source>
        <translation>the {level} response of {scope} is not lifted</translation>
    </message>
    <message>
        <source>滞后到 {time}</source>
        <translation>the lag lasts until {time}</translation>
    </message>
    <message>
        <source>滞后还没开始算</source>
        <translation>the lag has not begun to count</translation>
    </message>
    <message>
        <source>雨后复查缺 {names} 签字</source>
        <translation>the inspection after rain lacks the signature of {names}</translation>
    </message>
    <message>
        <source>{names} 复查有险情</source>
        <translation>{names} found danger</translation>
    </message>
    <message>
        <source>门已开，还没下返回令</source>
        <translation>the gate is open but no return is ordered yet</translation>
    </message>
    <message>
        <source>中文</source>
        <translation>English</translation>
    </message>
    <message>
        <source>{scope} {level}</source>
        <translation>{scope} {level}</translation>
    </message>
    <message>
        <source>转移令还在</source>
        <translation>move order in force</translation>
    </message>
    <message>
        <source>已过</source>
        <translation>over</translation>
    </message>
    <message>
        <source>没下过令，不设</source>
        <translation>never ordered: not asked for</translation>
    </message>
    <message>
        <source>还没开始算</source>
        <translation>not begun</translation>
    </message>
    <message>
        <source>到 {time}，{left}</source>
        <translation>until {time}, {left}</translation>
    </message>
    <message>
        <source>预警解除</source>
        <translation>Warning lifted</translation>
    </message>
    <message>
        <source>已解除</source>
        <translation>lifted</translation>
    </message>
    <message>
        <source>滞后</source>
        <translation>Lag</translation>
    </message>
    <message>
        <source>雨后复查</source>
        <translation>Inspection</translation>
    </message>
    <message>
        <source>返回令</source>
        <translation>Return order</translation>
    </message>
    <message>
        <source>缺 {names}</source>
        <translation>lacks {names}</translation>
    </message>
    <message>
        <source>不用</source>
        <translation>not needed</translation>
    </message>
    <message>
        <source>还没下</source>
        <translation>not given</translation>
    </message>
</context>
<context>
    <name>Desks</name>
    <message>
        <source>第 {n} 张，共 {all} 张；拍到任意 {need} 张就够，漏了等它再转回来 · Esc 停</source>
        <translation>No. {n} of {all}; any {need} of them will do, what you miss comes round again · Esc stops</translation>
    </message>
    <message>
        <source>一圈约 {n} 分，U 盘快得多</source>
        <translation>one round takes about {n} min; a stick is far quicker</translation>
    </message>
    <message>
        <source>照片</source>
        <translation>Photographs</translation>
    </message>
    <message>
        <source>U 盘、文件夹</source>
        <translation>Stick, folder</translation>
    </message>
    <message>
        <source>本机登记号的码</source>
        <translation>Code of this laptop&apos;s card</translation>
    </message>
    <message>
        <source>没有 U 盘</source>
        <translation>No stick</translation>
    </message>
    <message>
        <source>收到的</source>
        <translation>Bundles</translation>
    </message>
    <message>
        <source>发现就收</source>
        <translation>taken in as found</translation>
    </message>
    <message>
        <source>先放着，按键再收</source>
        <translation>wait until a key is pressed</translation>
    </message>
    <message>
        <source>文件夹</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>没有选</source>
        <translation>none chosen</translation>
    </message>
    <message>
        <source>还没有看到别的点的包；插上 U 盘自己会看</source>
        <translation>No bundle of another desk seen yet; a stick is looked at by itself</translation>
    </message>
    <message>
        <source>没有开</source>
        <translation>not open</translation>
    </message>
    <message>
        <source>网线热点</source>
        <translation>Cable</translation>
    </message>
    <message>
        <source>对方按 {key} 打这个地址；六个词要对得上</source>
        <translation>The other desk presses {key} and types this address; the six words must agree</translation>
    </message>
    <message>
        <source>{name} 的六个词</source>
        <translation>Six words of {name}</translation>
    </message>
    <message>
        <source>本机的六个词</source>
        <translation>Six words of this laptop</translation>
    </message>
    <message>
        <source>镇级钥匙的六个词</source>
        <translation>Six words of the township&apos;s key</translation>
    </message>
    <message>
        <source>{name}（本机）</source>
        <translation>{name} (this one)</translation>
    </message>
    <message>
        <source>已停用 {time} · {who}</source>
        <translation>revoked {time} · {who}</translation>
    </message>
    <message>
        <source>已登记</source>
        <translation>enrolled</translation>
    </message>
    <message>
        <source>未登记</source>
        <translation>not enrolled</translation>
    </message>
    <message>
        <source>{n:,} 条</source>
        <translation>{n:,} entries</translation>
    </message>
    <message>
        <source>，还缺 {n:,} 条</source>
        <translation>, {n:,} missing</translation>
    </message>
    <message>
        <source>，同号两条（两份都留）</source>
        <translation>, one number twice (both kept)</translation>
    </message>
    <message>
        <source>还没有记录</source>
        <translation>no entry yet</translation>
    </message>
    <message>
        <source>最后一条 {time}</source>
        <translation>newest {time}</translation>
    </message>
    <message>
        <source>就在这里</source>
        <translation>here</translation>
    </message>
    <message>
        <source>随本文件来的</source>
        <translation>came with this file</translation>
    </message>
    <message>
        <source>没收到过</source>
        <translation>never heard</translation>
    </message>
    <message>
        <source>{time} 收到</source>
        <translation>heard {time}</translation>
    </message>
    <message>
        <source>别的点转来的</source>
        <translation>passed on by another desk</translation>
    </message>
    <message>
        <source>它自己的包 {time}</source>
        <translation>its own bundle {time}</translation>
    </message>
    <message>
        <source>没说过</source>
        <translation>never said</translation>
    </message>
    <message>
        <source>有我们的 {n:,} 条</source>
        <translation>has {n:,} of ours</translation>
    </message>
    <message>
        <source>有我们的 {n:,}/{all:,} 条</source>
        <translation>has {n:,}/{all:,} of ours</translation>
    </message>
    <message>
        <source>不知哪台</source>
        <translation>unknown laptop</translation>
    </message>
    <message>
        <source>没登记的电脑；登记它，这些就收进来</source>
        <translation>a laptop that is not enrolled; enrol it and these come in</translation>
    </message>
    <message>
        <source>签名不对：路上改过，或冒名；请那个点重写一包</source>
        <translation>bad signature: changed on the way, or somebody else&apos;s; ask that desk for another bundle</translation>
    </message>
    <message>
        <source>别的事件的记录</source>
        <translation>entries of another incident</translation>
    </message>
    <message>
        <source>不是本镇钥匙的登记或停用</source>
        <translation>enrolled or revoked by another key than the township&apos;s</translation>
    </message>
    <message>
        <source>读不懂；请那个点重写一包</source>
        <translation>cannot be read; ask that desk for another bundle</translation>
    </message>
    <message>
        <source>{whose} {n:,} 条：{why}</source>
        <translation>{whose} {n:,} entries: {why}</translation>
    </message>
    <message>
        <source>{n:,} 条放在一边</source>
        <translation>{n:,} put aside</translation>
    </message>
    <message>
        <source>收进 {n:,} 条新的</source>
        <translation>{n:,} new taken in</translation>
    </message>
    <message>
        <source>没有新的</source>
        <translation>nothing new</translation>
    </message>
    <message>
        <source>别的事件，没有收</source>
        <translation>another incident, not taken</translation>
    </message>
    <message>
        <source>等着收</source>
        <translation>waiting</translation>
    </message>
    <message>
        <source>收到 {whose} 的包：新 {n:,} 条</source>
        <translation>A bundle of {whose} came in: {n:,} new entries</translation>
    </message>
    <message>
        <source>；{n:,} 条放在一边，看「各点」</source>
        <translation>; {n:,} put aside, see the desks</translation>
    </message>
    <message>
        <source>；两边的底表不一样：{tables}</source>
        <translation>; tables differ: {tables}</translation>
    </message>
    <message>
        <source>和 {whom} 换过了：收进 {n:,} 条新的</source>
        <translation>Exchanged with {whom}: {n:,} new entries taken in</translation>
    </message>
    <message>
        <source>{file} 没有收：{why}</source>
        <translation>{file} was not taken in: {why}</translation>
    </message>
    <message>
        <source>所有的点</source>
        <translation>all desks</translation>
    </message>
    <message>
        <source>只有登记过的电脑打得开</source>
        <translation>only enrolled laptops can open it</translation>
    </message>
    <message>
        <source>演练，没有加密</source>
        <translation>a drill, not encrypted</translation>
    </message>
    <message>
        <source>可以拔出。{file}：给{whom}，{n:,} 条，读回无误；{locked}</source>
        <translation>Safe to unplug. {file}: for {whom}, {n:,} entries, read back as written; {locked}</translation>
    </message>
    <message>
        <source>写一包给所有的点</source>
        <translation>Write a bundle for all</translation>
    </message>
    <message>
        <source>写一包给 {name}</source>
        <translation>Write a bundle for {name}</translation>
    </message>
    <message>
        <source>哪个点</source>
        <translation>Desk</translation>
    </message>
    <message>
        <source>这里有它的</source>
        <translation>Held of it</translation>
    </message>
    <message>
        <source>什么时候收到</source>
        <translation>Heard</translation>
    </message>
    <message>
        <source>它有我们的</source>
        <translation>It has of ours</translation>
    </message>
    <message>
        <source>各点</source>
        <translation>Desks</translation>
    </message>
    <message>
        <source>选文件夹</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>网线等人</source>
        <translation>Wait on cable</translation>
    </message>
    <message>
        <source>打给</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>放码</source>
        <translation>Show codes</translation>
    </message>
    <message>
        <source>收下等着的</source>
        <translation>Take in</translation>
    </message>
    <message>
        <source>收照片</source>
        <translation>Photographs</translation>
    </message>
    <message>
        <source>听电台报</source>
        <translation>By radio</translation>
    </message>
    <message>
        <source>登记一台</source>
        <translation>Enrol</translation>
    </message>
    <message>
        <source>停用</source>
        <translation>Revoke</translation>
    </message>
    <message>
        <source>正在写，先别拔…</source>
        <translation>Writing, do not unplug…</translation>
    </message>
    <message>
        <source>从哪个文件夹收，往哪个文件夹写</source>
        <translation>Folder to take bundles from and write them to</translation>
    </message>
    <message>
        <source>照片 (*.png *.jpg *.jpeg *.bmp)</source>
        <translation>Pictures (*.png *.jpg *.jpeg *.bmp)</translation>
    </message>
    <message>
        <source>从屏上拍下来的码</source>
        <translation>Codes photographed from a screen</translation>
    </message>
    <message>
        <source>登记一台电脑</source>
        <translation>Enrol a laptop</translation>
    </message>
    <message>
        <source>扫它屏幕上的码，或打登记号；后面可以加 =点名。先对六个词</source>
        <translation>Scan the code on its screen or type its card, =name may follow. Compare the six words first</translation>
    </message>
    <message>
        <source>网线、热点：打给哪个点</source>
        <translation>Cable or hotspot: which desk to call</translation>
    </message>
    <message>
        <source>照对方屏幕上的地址打</source>
        <translation>The address on the other desk&apos;s screen</translation>
    </message>
    <message>
        <source>九组，每组五个；错哪一组就请对方再说哪一组</source>
        <translation>Nine groups of five; a wrong one is named, ask for it again</translation>
    </message>
    <message>
        <source>先选要停用的那个点</source>
        <translation>Select the desk to revoke first</translation>
    </message>
    <message>
        <source>停用 {name}：收到过的留着，以后记的都不算</source>
        <translation>Revoke {name}: what came in is kept, what it writes later counts no more</translation>
    </message>
    <message>
        <source>收不回来；照样打出点名</source>
        <translation>This cannot be undone; type its name</translation>
    </message>
    <message>
        <source>{n:,} 人可能有后来的记录没收到，</source>
        <translation>{n:,} perhaps with a later entry that has not come, </translation>
    </message>
    <message>
        <source>{verified:,} 人已核实，{open:,} 人待核，</source>
        <translation>{verified:,} people verified, {open:,} to reconcile, </translation>
    </message>
    <message>
        <source>数据来自 {heard}/{desks} 个点</source>
        <translation>data from {heard}/{desks} desks</translation>
    </message>
    <message>
        <source>（{which}）</source>
        <translation> ({which})</translation>
    </message>
    <message>
        <source>{n:,} 人可能有后来的没收到</source>
        <translation>{n:,} persons may have later ones</translation>
    </message>
    <message>
        <source>正在开摄像头…</source>
        <translation>Opening the camera…</translation>
    </message>
    <message>
        <source>Esc 停</source>
        <translation>Esc stops</translation>
    </message>
    <message>
        <source>已收 {have} / {need} 张</source>
        <translation>{have} / {need} frames</translation>
    </message>
    <message>
        <source>还没有看到码</source>
        <translation>No code in sight yet</translation>
    </message>
    <message>
        <source>对准对方屏上的码，整张都在框里；漏了等它转回来 · 1–9 换摄像头 · Esc 停</source>
        <translation>Hold the whole code on their screen in the frame; what was missed comes round again · 1–9 another camera · Esc stops</translation>
    </message>
    <message>
        <source>摄像头</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>和区里的库换过了：收进 {taken:,} 条新的，放进 {given:,} 条</source>
        <translation>Exchanged with the district hub: took in {taken:,} new entries, put in {given:,}</translation>
    </message>
    <message>
        <source>；{n:,} 条打不开（不是写给本机的）</source>
        <translation>; {n:,} cannot be opened (not sealed for this laptop)</translation>
    </message>
    <message>
        <source>区里的库</source>
        <translation>District hub</translation>
    </message>
    <message>
        <source>也只是一份副本</source>
        <translation>One more copy, no more</translation>
    </message>
    <message>
        <source>正在换…</source>
        <translation>Exchanging…</translation>
    </message>
    <message>
        <source>没换过</source>
        <translation>Never exchanged</translation>
    </message>
    <message>
        <source>{time} 换过</source>
        <translation>Exchanged {time}</translation>
    </message>
    <message>
        <source>收进 {n:,} 条</source>
        <translation>{n:,} taken in</translation>
    </message>
    <message>
        <source>放进 {n:,} 条</source>
        <translation>{n:,} put in</translation>
    </message>
    <message>
        <source>最后一次</source>
        <translation>The last time</translation>
    </message>
    <message>
        <source>摄像头收码</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>和区里的库换一次</source>
        <translation>Exchange with the district hub</translation>
    </message>
    <message>
        <source>区里的库：地址</source>
        <translation>District hub: address</translation>
    </message>
    <message>
        <source>记在本机；口令不写在这里，要的时候再问。空着回车：不用了</source>
        <translation>Kept on this laptop; no password here, it is asked for when wanted. Empty and Enter: no hub</translation>
    </message>
    <message>
        <source>主机/库名</source>
        <translation>host/database</translation>
    </message>
    <message>
        <source>区里的库：口令</source>
        <translation>District hub: password</translation>
    </message>
    <message>
        <source>只在这个窗口开着时记得，不存盘</source>
        <translation>Remembered while this window is open, never written</translation>
    </message>
    <message>
        <source>那台停用以后记的，不算；是自己人记的，问清了在别的点重新记</source>
        <translation>written after that laptop was revoked, not counted; if our own people wrote them, ask and enter them again at another desk</translation>
    </message>
    <message>
        <source>；那边已抹去个人信息，这台也抹去了，不能恢复；够不到的看值班日志（{key}）</source>
        <translation>; personal data were erased there and now here too, for good; what is out of reach stands in the duty log ({key})</translation>
    </message>
    <message>
        <source>；不在的备份处 {n} 个没有抹到</source>
        <translation>; {n} backup places that are not there were not reached</translation>
    </message>
</context>
<context>
    <name>Roads</name>
    <message>
        <source>另有 {n} 条（--json 全列）</source>
        <translation>{n} more (--json lists all)</translation>
    </message>
    <message>
        <source>无名路</source>
        <translation>unnamed road</translation>
    </message>
    <message>
        <source>小路</source>
        <translation>path</translation>
    </message>
    <message>
        <source>村道</source>
        <translation>village road</translation>
    </message>
    <message>
        <source>桥</source>
        <translation>bridge</translation>
    </message>
    <message>
        <source>漫水路</source>
        <translation>low-water crossing</translation>
    </message>
    <message>
        <source>隧道</source>
        <translation>tunnel</translation>
    </message>
    <message>
        <source>{kind}，{a}—{b}之间</source>
        <translation>{kind} between {a} and {b}</translation>
    </message>
    <message>
        <source>{kind}，{a}旁</source>
        <translation>{kind} beside {a}</translation>
    </message>
    <message>
        <source>{kind}，{a}{way} {km} 公里</source>
        <translation>{kind} {km} km {way} of {a}</translation>
    </message>
    <message>
        <source>无名{kind} {id}</source>
        <translation>unnamed {kind} {id}</translation>
    </message>
    <message>
        <source>北</source>
        <translation>north</translation>
    </message>
    <message>
        <source>东北</source>
        <translation>north-east</translation>
    </message>
    <message>
        <source>东</source>
        <translation>east</translation>
    </message>
    <message>
        <source>东南</source>
        <translation>south-east</translation>
    </message>
    <message>
        <source>南</source>
        <translation>south</translation>
    </message>
    <message>
        <source>西南</source>
        <translation>south-west</translation>
    </message>
    <message>
        <source>西</source>
        <translation>west</translation>
    </message>
    <message>
        <source>西北</source>
        <translation>north-west</translation>
    </message>
    <message>
        <source>{kind}，{a}—{b}段</source>
        <translation>{kind} from {a} to {b}</translation>
    </message>
    <message>
        <source>{road}（离{a} {km} 公里）</source>
        <translation>{road}, {km} km from {a}</translation>
    </message>
    <message>
        <source>{a}—{b}</source>
        <translation>{a}–{b}</translation>
    </message>
    <message>
        <source>{a}旁</source>
        <translation>beside {a}</translation>
    </message>
    <message>
        <source>{a}{way} {km} 公里</source>
        <translation>{km} km {way} of {a}</translation>
    </message>
    <message>
        <source>{name}：{what}</source>
        <translation>{name}: {what}</translation>
    </message>
    <message>
        <source>{name}（{link}）</source>
        <translation>{name} ({link})</translation>
    </message>
    <message>
        <source>{n} 段，{km} 公里，离主网 {metres} 米</source>
        <translation>{n} links, {km} km, {metres} m from the main network</translation>
    </message>
</context>
<context>
    <name>Lan</name>
    <message>
        <source>那边没有在等</source>
        <translation>nobody waits there</translation>
    </message>
    <message>
        <source>等不到回音</source>
        <translation>no answer came</translation>
    </message>
    <message>
        <source>没有这个地址</source>
        <translation>there is no such address</translation>
    </message>
    <message>
        <source>对方断开了</source>
        <translation>the other side went away</translation>
    </message>
    <message>
        <source>网线或热点不通</source>
        <translation>the cable or hotspot is dead</translation>
    </message>
    <message>
        <source>不是同一次事件</source>
        <translation>another incident</translation>
    </message>
    <message>
        <source>没有登记</source>
        <translation>not enrolled</translation>
    </message>
    <message>
        <source>说的话听不懂</source>
        <translation>what it says makes no sense</translation>
    </message>
</context>
<context>
    <name>Tell</name>
    <message>
        <source>{household} {new}</source>
        <translation>{household} {new}</translation>
    </message>
    <message>
        <source>{household} {time} 走，去 {shelter}（{new}）</source>
        <translation>{household} leaves {time} for {shelter} ({new})</translation>
    </message>
    <message>
        <source>{household} {time} 走，去 {shelter}（{new}，原去 {before}）</source>
        <translation>{household} leaves {time} for {shelter} ({new}, before: {before})</translation>
    </message>
    <message>
        <source>{place} {head} 户</source>
        <translation>{place} {head}</translation>
    </message>
    <message>
        <source>{whom}：{news}</source>
        <translation>{whom}: {news}</translation>
    </message>
    <message>
        <source>没有责任人</source>
        <translation>no helper</translation>
    </message>
</context>
<context>
    <name>RoadMap</name>
    <message>
        <source>还没有选路网</source>
        <translation>No road map chosen yet</translation>
    </message>
    <message>
        <source>WGS84（卫星、天地图）</source>
        <translation>WGS84 (satellites, Tianditu)</translation>
    </message>
    <message>
        <source>GCJ-02（高德、腾讯）</source>
        <translation>GCJ-02 (AMap, Tencent)</translation>
    </message>
    <message>
        <source>BD-09（百度）</source>
        <translation>BD-09 (Baidu)</translation>
    </message>
    <message>
        <source>OSM 都是 WGS84</source>
        <translation>OSM is always WGS84</translation>
    </message>
    <message>
        <source>坐标没有说，还没读</source>
        <translation>Not read yet: which coordinates these are has not been said</translation>
    </message>
    <message>
        <source>整网替换</source>
        <translation>Replaces the network</translation>
    </message>
    <message>
        <source>加进现有的路</source>
        <translation>Adds to the roads</translation>
    </message>
    <message>
        <source>正在读，约 {share:.0f} %…</source>
        <translation>Reading, about {share:.0f} %…</translation>
    </message>
    <message>
        <source>还没有选路网 · {key} 选一个文件，或把文件拖到窗口上</source>
        <translation>No road map chosen yet · {key} chooses a file, or drop one on the window</translation>
    </message>
    <message>
        <source>这份图的坐标是哪一种？按 1、2 或 3；不知道就问给图的人，错了路会偏几百米</source>
        <translation>Which coordinates does this map have? Press 1, 2 or 3; if you do not know, ask whoever gave it: the wrong ones put roads hundreds of metres off</translation>
    </message>
    <message>
        <source>按数字选哪一层是路</source>
        <translation>Press the number of the layer that holds the roads</translation>
    </message>
    <message>
        <source>读完先给你看，没有按换上之前路网不动；{key} 停</source>
        <translation>You see it first; the roads stay as they are until you take it. {key} stops</translation>
    </message>
    <message>
        <source>osm、pbf、geojson、gpkg、shp 都行，整网替换；road_nodes.csv 和 road_links.csv 两张表用 {key} 选文件夹</source>
        <translation>osm, pbf, geojson, gpkg and shp replace the network; {key} chooses a folder with road_nodes.csv and road_links.csv</translation>
    </message>
    <message>
        <source>{format} · 读 {rows} 条：收 {accepted}，没成路 {explained}；重复并掉 {merged}</source>
        <translation>{format} · {rows} rows read: {accepted} taken, {explained} gave no road; {merged} doubles merged</translation>
    </message>
    <message>
        <source>整网替换：原有 {before} 段路、{nodes_before} 个路口 → {links} 段、{nodes} 个</source>
        <translation>Replaces the network: {before} links, {nodes_before} nodes → {links} links, {nodes} nodes</translation>
    </message>
    <message>
        <source>加进去：{links} 段路、{nodes} 个路口；原有 {before} 段、{nodes_before} 个</source>
        <translation>Adds {links} links, {nodes} nodes to {before} links, {nodes_before} nodes</translation>
    </message>
    <message>
        <source>主网 {n} 段、{km} 公里，接不上的 {apart} 片</source>
        <translation>main network {n} links, {km} km; {apart} parts not joined to it</translation>
    </message>
    <message>
        <source>{said}；{joined}</source>
        <translation>{said}; {joined}</translation>
    </message>
    <message>
        <source>正在写，{share:.0f} %…；{key} 停，停了什么也不写</source>
        <translation>Writing, {share:.0f} %…; {key} stops, and then nothing is written</translation>
    </message>
    <message>
        <source>原来的路已经放回，和换之前一样</source>
        <translation>The former roads are back, as they were before</translation>
    </message>
    <message>
        <source>已换上，十分钟内 {key} 放回原来的路，过后用「放回原来的路」</source>
        <translation>Done. {key} within ten minutes puts the former roads back, later the button does</translation>
    </message>
    <message>
        <source>里面没有可收的路</source>
        <translation>There is no road in it that could be taken</translation>
    </message>
    <message>
        <source>换上后，现有 {links} 段路、{nodes} 个路口都不用了；原来的留着，可以放回</source>
        <translation>Once taken, the present {links} links and {nodes} nodes are used no more; they are kept and can be put back</translation>
    </message>
    <message>
        <source>收进后，同一编号的按新的改，其余的加上；可以撤</source>
        <translation>Once taken, links with a known id change and the others are added; it can be taken back</translation>
    </message>
    <message>
        <source>现方案 {n} 户是按原来的路排的，会标为过时，到方案里 {key} 跟上</source>
        <translation>The plan of {n} households stands on the former roads and is marked out of date: {key} on the plan follows</translation>
    </message>
    <message>
        <source>{said}。{plan}</source>
        <translation>{said}. {plan}</translation>
    </message>
    <message>
        <source>加进 {n} 段路</source>
        <translation>Add {n} links</translation>
    </message>
    <message>
        <source>换上这份路网：{n} 段</source>
        <translation>Take this network: {n} links</translation>
    </message>
    <message>
        <source>要知道的</source>
        <translation>To know</translation>
    </message>
    <message>
        <source>没成路的</source>
        <translation>No road</translation>
    </message>
    <message>
        <source>接不上的</source>
        <translation>Not joined</translation>
    </message>
    <message>
        <source>另有 {n} 片更短的，共 {km} 公里</source>
        <translation>{n} shorter parts more, {km} km together</translation>
    </message>
    <message>
        <source>另有 {n} 条（命令行 --json 全列）</source>
        <translation>{n} more (all with --json on the command line)</translation>
    </message>
    <message>
        <source>没有特别要知道的</source>
        <translation>Nothing in particular</translation>
    </message>
    <message>
        <source>每一条都成了路</source>
        <translation>Every row gave a road</translation>
    </message>
    <message>
        <source>全部连在一起</source>
        <translation>All of it hangs together</translation>
    </message>
    <message>
        <source>{file} 第 {n} 行</source>
        <translation>{file} line {n}</translation>
    </message>
    <message>
        <source>选文件</source>
        <translation>Choose a file</translation>
    </message>
    <message>
        <source>选文件夹</source>
        <translation>Choose a folder</translation>
    </message>
    <message>
        <source>坐标系</source>
        <translation>Coordinates</translation>
    </message>
    <message>
        <source>路网的清单</source>
        <translation>Lists of the road map</translation>
    </message>
    <message>
        <source>放回原来的路</source>
        <translation>Put the former roads back</translation>
    </message>
    <message>
        <source>停</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>再读一遍</source>
        <translation>Read again</translation>
    </message>
    <message>
        <source>回导入</source>
        <translation>Back to imports</translation>
    </message>
    <message>
        <source>路网 ({kinds});;所有文件 (*)</source>
        <translation>Road maps ({kinds});;All files (*)</translation>
    </message>
    <message>
        <source>选一份路网</source>
        <translation>Choose a road map</translation>
    </message>
    <message>
        <source>放 road_nodes.csv 和 road_links.csv 的文件夹</source>
        <translation>Folder with road_nodes.csv and road_links.csv</translation>
    </message>
</context>
</TS>
