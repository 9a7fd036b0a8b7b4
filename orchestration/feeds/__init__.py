"""Articles from the network: what is fetched, from where, how politely and how safely.

Here: addresses, requests, robots.txt, pace, retries, and the listing and storing of what was fetched.
Not here: reading articles from what was fetched (`load`), and where settings come from (`settings`).
"""

from __future__ import annotations
