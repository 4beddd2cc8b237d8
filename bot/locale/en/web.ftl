# Pages in the browser, outside Teams.

link-expired = This link has expired. Type “my data” to me in Teams to get a new one. It lasts for fifteen minutes.
