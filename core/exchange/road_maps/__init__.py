"""Road maps of any origin (OSM, GeoJSON, GeoPackage, Shapefile, the csv pair) as one network of nodes and links.

A reader gives `Lines`: arrays of points with what is known of each line. From there all formats go the same way: lines
are split where they meet, points between two crossings become bends, doubles are merged, parts that hang on nothing
are listed. Everything between reading and writing is arrays, so that a million links stay in bounded memory.
"""
