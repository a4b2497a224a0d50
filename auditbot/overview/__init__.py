"""Many sites at a glance: what an office is told of them, worked out of one short value per site.

``standing`` makes that value from a site's newest audit and the one before, ``overview`` puts them together.
Both are pure; ``reading`` finds audits in folders.
"""
