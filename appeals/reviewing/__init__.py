"""Partners comment on a draft and propose other wordings, by a personal link or in Word."""
