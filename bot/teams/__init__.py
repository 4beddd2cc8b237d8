"""The Teams adapter: the door in and the way out. Nothing else knows the Bot Framework.

Inbound (`bot.teams.inbound`), in the order a request meets them:

* `door`         the aiohttp route; it leaves its decisions to the pure modules below
* `gate`         who sent this: verifies the bearer token and remembers the verdict
* `claims`       what the token must say: the Bot Framework's checks, and ours on top
* `keys`         the Bot Framework's signing keys, cached and renewed
* `parser`       bytes to a JSON object of bounded size and depth
* `activities`   a JSON object to one plain `Turn`, or a named refusal
* `addresses`    who it is from, and where
* `fields`       reads fields that may be missing or of another type
* `message_text` the text of a message, without the mention of the bot
* `adapter`      botbuilder's own adapter, context and handler around that turn
* `invokes`      the answers to invokes, as bytes

Outbound (`bot.teams.outbound`):

* `replies`      the reply to a turn: in the HTTP response, as an update, or as messages
* `own_chats`    the chat in which a person is reached who tapped elsewhere
* `connector`    the client of the Bot Connector, which implements `Messenger`
* `retries`      a `Messenger` that tries again for as long as a turn may take
* `answers`      what the connector answered, as a `SendOutcome`
* `payloads`     messages as bytes
* `hosts`        the hosts that the bot's token may be sent to
* `tokens`       the bot's own token

Both ways: `ids`, which ids may become part of a URL, and `json_bytes`, which reads JSON.

Only `inbound.schema` and `inbound.adapter` import botbuilder: the SDK is archived, and one day
they will be replaced.
"""
