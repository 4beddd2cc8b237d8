"""Teams, and nothing but Teams: the door in and the way out.

In, in the order a request meets them:

* `door`     the aiohttp route; everything it decides is decided by the pure files below
* `gate`     who sent this: the eight checks of a Bot Framework token, and ours on top
* `keys`     the Bot Framework's signing keys, kept and renewed
* `parsing`   bytes to a JSON object of bounded size and depth
* `reading`  a JSON object to one plain `Turn`, or a named refusal
* `adapter`  botbuilder's own adapter, context and handler around that turn
* `invokes`  the answers to invokes, as bytes

Out:

* `connector` the client that is the house's `Messenger`; `patience` tries again within a turn
* `answers`   what the connector answered, as an `Outcome`
* `payloads`  messages as bytes
* `tokens`    the bot's own token

Only `schema` and `adapter` know botbuilder; the SDK is archived, and one day they are replaced.
"""
