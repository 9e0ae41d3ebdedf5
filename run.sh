#!/bin/sh
# 岛链 Daolian. Makes what is missing (system libraries, a Chinese font, .venv), then opens the window.
#   sh run.sh                the window on the built-in district with the 23·7 drill; without a display, the demo
#   sh run.sh VERB ...       the same program with a verb (sh run.sh --help lists them)
#   sh run.sh --setup-only   only makes what is missing (test.sh calls this)
# Everything this script says goes to standard error: the standard output belongs to the program.
set -eu
unset CDPATH PYTHONHOME PYTHONPATH

HERE=$(cd -- "$(dirname -- "$0")" && pwd -P)
VENV=$HERE/.venv
STAMP=$VENV/daolian-stamp

LIBRARIES="libgl1 libegl1 libxkbcommon0 libglib2.0-0 libfontconfig1 libdbus-1-3"
WINDOW_LIBRARIES="libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
FONT=fonts-noto-cjk
CHINESE_FONTS="fonts-noto-cjk fonts-wqy-microhei fonts-wqy-zenhei fonts-droid-fallback fonts-arphic-uming"

say() { printf '岛链：%s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }
is_root() { [ "$(id -u)" = 0 ]; }
is_debian() { command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; }
has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; }

# -- system packages (Debian and Ubuntu) ------------------------------------------------------------------------------

# Those of the named packages that are not installed. Newer releases call some of them NAMEt64.
not_installed() {
    later=
    for package in "$@"; do later="$later ${package}t64"; done
    # shellcheck disable=SC2086  # a list of package names
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" $later 2>/dev/null || true)
    for package in "$@"; do
        printf '%s\n' "$installed" | grep -Fqx -e "$package installed" -e "${package}t64 installed" || printf '%s ' "$package"
    done
}

has_chinese_font() {
    if command -v fc-list >/dev/null 2>&1; then
        [ -n "$(fc-list :lang=zh family 2>/dev/null | head -n 1)" ]
    else
        for package in $CHINESE_FONTS; do
            [ -n "$(not_installed "$package")" ] || return 0
        done
        return 1
    fi
}

apt_install() {
    log=$(mktemp)
    say "安装系统软件包：$*"
    DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 update >"$log" 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@" \
        >>"$log" 2>&1 || tail -n 5 "$log" >&2
    rm -f "$log"
}

# The window's own libraries are asked for where a window can open, or where installing them costs nobody a question.
wanted_libraries() {
    if is_root || { has_display && [ "${QT_QPA_PLATFORM:-}" != offscreen ]; }; then
        echo "$LIBRARIES $WINDOW_LIBRARIES"
    else
        echo "$LIBRARIES"
    fi
}

check_system() {
    if ! is_debian; then
        [ "$1" = fresh ] || return 0
        say "这不是 Debian 或 Ubuntu，系统库和中文字体请自行备齐（见 README）。"
        return 0
    fi
    # shellcheck disable=SC2046
    missing=$(not_installed $(wanted_libraries))
    if is_root; then
        # A font that could not be had is asked for again only when the environment is made anew.
        font=
        [ "$1" != fresh ] || has_chinese_font || font=$FONT
        if [ -n "$missing$font" ]; then
            # shellcheck disable=SC2086
            apt_install $missing $font
            # shellcheck disable=SC2046
            missing=$(not_installed $(wanted_libraries))
        fi
    fi
    font=
    has_chinese_font || font=$FONT
    [ -z "$missing" ] || fail "缺少系统库，请先执行：sudo apt-get install --no-install-recommends $missing$font"
    [ -z "$font" ] || say "没有中文字体，汉字会显示成方框；请执行：sudo apt-get install --no-install-recommends $font"
}

# -- Python -----------------------------------------------------------------------------------------------------------

# Sets PYTHON to one that can make an environment; LACKING to the first that only lacks its venv package.
find_python() {
    PYTHON='' LACKING=''
    for candidate in python3.11 /usr/bin/python3.11 python3 /usr/bin/python3 python3.12 python3.13; do
        "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null || continue
        if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
            PYTHON=$candidate
            return 0
        fi
        [ -n "$LACKING" ] || LACKING=$candidate
    done
    return 1
}

python_packages() {
    if [ -n "$LACKING" ]; then
        "$LACKING" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
    elif apt-cache show python3.11 >/dev/null 2>&1; then
        echo "python3.11 python3.11-venv"
    else
        echo "python3 python3-venv"
    fi
}

choose_python() {
    ! find_python || return 0
    is_debian || fail "需要 Python 3.11（3.11 到 3.13 均可）及其 venv 模块。"
    # shellcheck disable=SC2046
    if is_root; then
        apt_install $(python_packages)
        ! find_python || return 0
    fi
    fail "需要 Python 3.11 及其 venv 模块，请先执行：sudo apt-get install --no-install-recommends $(python_packages)"
}

# -- the environment --------------------------------------------------------------------------------------------------

# Line 1: where it stands (its scripts hold that path) and the pinned packages; line 2: the project itself.
pins_stamp() { (cd -- "$HERE" && { echo "$HERE"; cat requirements.lock; } | sha256sum | cut -d ' ' -f 1); }
project_stamp() { sha256sum <"$HERE/pyproject.toml" | cut -d ' ' -f 1; }
stamped_pins() { [ -x "$VENV/bin/python" ] && [ "$(sed -n 1p "$STAMP" 2>/dev/null)" = "$(pins_stamp)" ]; }
stamped() { stamped_pins && [ -x "$VENV/bin/daolian" ] && [ "$(sed -n 2p "$STAMP")" = "$(project_stamp)" ]; }

pip_install() {
    PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_PROGRESS_BAR=off \
        "$VENV/bin/python" -m pip install -qq "$@" >&2
}

install_pins() {
    choose_python
    find "$VENV" -mindepth 1 -maxdepth 1 ! -name .lock -exec rm -rf {} +
    say "建立 Python 环境（$("$PYTHON" -c 'import platform; print(platform.python_version())')）"
    "$PYTHON" -m venv "$VENV" || fail "建立 Python 环境没有成功。"
    say "安装依赖（约 460 MB，按清单校验；只在第一次需要网络，一般一两分钟）"
    set -- --no-deps --require-hashes --only-binary :all: -r "$HERE/requirements.lock"
    if ! pip_install "$@"; then
        say "没有装成，不用缓存再试一次"
        pip_install --no-cache-dir "$@" ||
            fail "依赖没有装成：请检查网络和磁盘（需 1 GB），或用 PIP_FIND_LINKS 指定离线包目录，然后再执行一次。"
    fi
}

make_environment() {
    mkdir -p "$VENV"
    exec 9>"$VENV/.lock"  # an operating-system lock: gone with its process, never stale
    if command -v flock >/dev/null 2>&1 && ! flock -n 9; then
        say "另一次运行正在准备环境，等它做完……"
        flock 9
    fi
    if ! stamped; then
        pins=$(pins_stamp) project=$(project_stamp)
        stamped_pins || install_pins
        rm -f "$STAMP"
        say "安装岛链"
        pip_install --no-build-isolation --no-deps -e "$HERE" || fail "安装岛链没有成功。"
        printf '%s\n%s\n' "$pins" "$project" >"$STAMP.new"
        mv "$STAMP.new" "$STAMP"
        say "环境已就绪"
    fi
    exec 9>&-
}

# -- running ----------------------------------------------------------------------------------------------------------

# out, or out-2, out-3 ... where an earlier night already lies: nothing is overwritten.
free_folder() {
    folder=out number=1
    while [ -e "$folder" ] && [ -n "$(ls -A "$folder" 2>/dev/null)" ]; do
        number=$((number + 1)) folder=out-$number
    done
    echo "$folder"
}

run_demo() {
    folder=$(free_folder)
    say "这里没有显示器（DISPLAY、WAYLAND_DISPLAY 都没有设），不开窗口，改为演一遍 23·7：daolian demo --out $folder"
    QT_QPA_PLATFORM=offscreen "$VENV/bin/daolian" demo --out "$folder" || exit $?
    say "结果在 $(pwd)/$folder"
}

if stamped; then
    check_system known
else
    check_system fresh
    make_environment
fi

case ${1:-} in
    --setup-only) ;;
    '')
        has_display || { run_demo; exit; }
        exec "$VENV/bin/daolian"
        ;;
    -h | --help | [!-]*) exec "$VENV/bin/daolian" "$@" ;;
    *)
        has_display || { say "这里没有显示器，窗口开不了；不开窗口的命令见 sh run.sh --help"; exit 2; }
        exec "$VENV/bin/daolian" "$@"
        ;;
esac
