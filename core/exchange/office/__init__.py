"""Tables as offices send them: any column order, their own words, merged cells, several sheets, odd numbers.

Reading goes in four steps, each a pure function: bytes -> grids of cells (`containers`); a grid -> header and
records (`headers`, `records`); a record -> the words of the pack and remarks (`fields`, `people_rows`); and a verdict
for each (`reading`). A pack stays strict: only `import` reads this way.
"""
