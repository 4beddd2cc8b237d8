## Where there is no champion yet

recruit-title = Do you know somebody here?
recruit-text = Some units in { $place } have no champion yet. Do you know of someone who would be right for it?
recruit-more = { $count ->
    [1] And one more unit.
   *[other] And { $count } more units.
}
recruit-how = Suggest a colleague and I will ask. The answer is their own.
recruit-because = You get this because you are a champion, once a month at most.
recruit-enough = Don’t ask me about this
recruit-allow = Ask me again
recruit-none-title = I won’t ask again
recruit-none-text = You get no more questions about units without a champion. You can still suggest someone whenever you like.
recruit-again-title = Thanks, I will ask again
recruit-again-text = Once a month at most.
