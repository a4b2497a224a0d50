"""What is told to whom when a site changes, and how it gets there.

``told`` makes notices of an audit, ``routes`` addresses them, an ``Outbox`` keeps them, and the ``Courier``
delivers what is due through channels: e-mail, WeCom, DingTalk, Feishu, and a signed webhook.
"""
