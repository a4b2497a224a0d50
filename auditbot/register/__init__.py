"""The register of columns (栏目台账): drafted from a crawl, sent around as a sheet, kept in a site file."""
