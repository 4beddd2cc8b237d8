"""The commands about gatherings: what they saved, who came, those held before the bot came."""
