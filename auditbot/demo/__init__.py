"""The example town: a made-up government website with known faults, to be audited without any network.

``town.build`` makes it for a day, ``serve.serve`` serves it on loopback, ``faults`` says what is planted.
"""
