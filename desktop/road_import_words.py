"""What an import of roads says, in the window and on the command line alike."""

from PySide6.QtCore import QCoreApplication

from core.exchange.road_maps.found import PartFound

translate = QCoreApplication.translate


def part_name(part: PartFound) -> str:
    """What a part that hangs on nothing is called: 韭园路（w17.0）."""
    name = part.name or translate("Roads", "无名路")
    return translate("Roads", "{name}（{link}）").format(name=name, link=part.link)


def part_words(part: PartFound) -> str:
    """How much road it is, and how far off the rest."""
    words = translate("Roads", "{n} 段，{km} 公里，离主网 {metres} 米")
    return words.format(n=part.links, km=f"{part.km:g}", metres=round(part.nearest_m))
