## Lesson

lesson-where = { $where } · { $minutes }{"\u00A0"}min
lesson-place = { $course }, lesson { $number } of { $total }
lesson-summary = Lesson: { $title }
lesson-try = Try it now
lesson-read = Read more: { $text }
lesson-more = more about this
lesson-quiz-new = Take the quiz
lesson-quiz-started = Continue the quiz
lesson-quiz-passed = Take the quiz again

## Quiz

quiz-where = { $title } · question { $number } of { $total }
quiz-number = Question { $number } of { $total }.
quiz-choose-single = Choose one answer
quiz-choose-multiple = Choose all the answers that are right
quiz-missing-single = Choose an answer first.
quiz-missing-multiple = Choose at least one answer first.
option-sant = True
option-usant = False
quiz-answer = Answer
quiz-continue = Next question
quiz-result = See the result

verdict-right = Right!
verdict-partly = Almost – not quite right
verdict-wrong = Not right this time
verdict-chosen = You answered: { $option }
verdict-answer = Right answer: { $option }

## Summary

summary-place = { $title } · lesson { $number } of { $total }
summary-passed = Passed!
summary-failed = Not passed yet
summary-score = You answered { $right } of { $total } questions right.
summary-needed = You need { $needed ->
    [1] one right answer
   *[other] { $needed } right answers
} to pass. Just try again, as many times as you like.
summary-learned = This is what you learned
summary-reread = Before you try again
summary-next = Next lesson: { $title }
summary-all-done = You have done every lesson of the course. Well done!

opinion-useful = Was this lesson useful?
opinion-yes = Yes
opinion-no = No
opinion-thanks = Thank you for telling me! Your answer is counted without your name.
report-open = Something is wrong here
report-label = What is wrong?
report-placeholder = Write a few words
report-error = Write a few words first.
report-send = Send
report-thanks = Your message has been sent to those who write the lessons.

## Diploma

button-diploma = See the diploma
diploma-title = Diploma
diploma-to = goes to
diploma-you = you
diploma-has = who has completed the course
diploma-lessons = { $lessons ->
    [one] One lesson passed
   *[other] All { $lessons } lessons passed
}
diploma-day = Completed { $day }
diploma-below = Congratulations! Feel free to show the diploma to a colleague.
diploma-summary = Congratulations on your diploma: { $course }
