from pathlib import Path
from core.queries.rows import RollRow
def test_try(night_file, sit_down):
    with sit_down(night_file) as o:
        v=o.screen('roll','F4')
        o.press('Ctrl+F'); print('ctrl+f focus', type(o._focus()).__name__)
        before=o.state('roll').counts
        o.press('Space'); print('space', o.state('roll').counts==before)
        r=v.current(); print(r.name, r.household_size)
        o.press('H','1'); o.until(lambda:o.window.shell.acts); o.until_at_rest()
        print('acts events', len(o.window.shell.acts[0].events), 'current row now', v.table.currentIndex().row(), 'of', v.rows.rowCount(), v.current().name)
        r2=next(l for l in o.state('roll').lines if isinstance(l,RollRow) and l.household==r.household and l.person!=r.person)
        print('same household other', r2.name, r2.look)
        o.press('Ctrl+Z'); o.until_at_rest()
        # look elsewhere then D
        o.screen('map','F2'); o.press('.'); o.until_at_rest()
        o.screen('roll','F4'); print('looking', o.window.desk.looking_at)
        o.press('D'); o.until_at_rest(); print('notice', v.notice.text(), v.notice.isVisible())
        o.press('Home'); print('after Home', o.window.desk.looking_at)
        o.press('Esc'); print('after Esc', o.window.desk.looking_at)
