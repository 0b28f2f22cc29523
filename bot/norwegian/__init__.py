"""Norwegian as people write it: pure functions, standard library only.

==================  ================================================================
``identifiers``     find and mask identity numbers before anything is stored
``crisis``          the crisis net: signs that life or safety may be at risk
``language``        bokmål, nynorsk or English, or not to be told from the text
``spelling``        one written form for the classifiers, whatever the dialect
``dates``           what a wish for a time means, as dates and times of the day
``names``           the name in an answer to "what is your name"
``phones``          the phone number in an answer, or what is wrong with it
``tables``          word lists used by the modules above, one text file each
==================  ================================================================

Nothing here logs, reads a clock or keeps state. Used by ``bot``, ``actions`` and ``api``;
Python 3.10 syntax, because the engine runs on 3.10.
"""
