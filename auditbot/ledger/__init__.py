"""The ledger (台账): each fault followed from the day it is found until audits prove it gone."""
