"""spaCy's documents and training examples, made from the treebank's sentences in memory.

Nothing is written to disk: the texts may not be republished, and every pass over them is
dressed anew (`chat_style`), so that no two passes are alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from random import Random

from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab

from bot.nlp.chat_style import ChatStyle, restyle
from bot.nlp.names import Names
from bot.nlp.treebank import Document, Sentence, Word

# A chat message is a sentence or two; a letter is eight.
_LENGTHS = (1, 1, 2, 2, 3, 4, 6, 8)


def learnable_lemma(word: Word) -> str:
    """The lemma to learn; "" where there is none to learn.

    A name's lemma is the name, or the name without its genitive s. The treebank has a few
    others; learned, they would put people's names into the vocabulary.
    """
    if word.pos != "PROPN":
        return word.lemma
    form = word.form
    endings = {form, form.removesuffix("s"), form.removesuffix("'"), form.removesuffix("’s")}
    return word.lemma if word.lemma in endings else ""


def to_doc(vocab: Vocab, sentences: Iterable[Sentence], every_lemma: bool = False) -> Doc:
    """A document with tags, lemmas and names as gold; `every_lemma`: also those not learned."""
    words = [word for sentence in sentences for word in sentence]
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space_after for word in words],
        pos=[word.pos for word in words],
        tags=[word.pos for word in words],
        morphs=[word.features for word in words],
        lemmas=[word.lemma if every_lemma else learnable_lemma(word) for word in words],
        ents=[word.name for word in words],
    )


def to_example(vocab: Vocab, sentences: Sequence[Sentence]) -> Example:
    """A training example in the treebank's own tokenisation."""
    gold = to_doc(vocab, sentences)
    bare = Doc(
        vocab, words=[token.text for token in gold], spaces=[bool(t.whitespace_) for t in gold]
    )
    return Example(bare, gold)


def cut(documents: Iterable[Document], random: Random) -> list[list[Sentence]]:
    """Texts of one to eight sentences running, in a random order."""
    texts = []
    for document in documents:
        start = 0
        while start < len(document.sentences):
            length = random.choice(_LENGTHS)
            texts.append(list(document.sentences[start : start + length]))
            start += length
    random.shuffle(texts)
    return texts


def in_tens(document: Document) -> list[list[Sentence]]:
    """Texts of ten sentences, as the official figures are measured."""
    sentences = document.sentences
    return [list(sentences[start : start + 10]) for start in range(0, len(sentences), 10)]


def plain_examples(vocab: Vocab, documents: Iterable[Document]) -> Iterator[Example]:
    """One pass as the texts are, from which the labels are read."""
    for document in documents:
        for text in in_tens(document):
            yield to_example(vocab, text)


def endless_examples(
    vocab: Vocab, documents: Sequence[Document], style: ChatStyle, names: Names, seed: int
) -> Iterator[Example]:
    """Pass after pass without end, each cut and dressed anew."""
    random = Random(seed)
    while True:
        for text in cut(documents, random):
            dressed = restyle(text, style, names, random)
            if dressed:
                yield to_example(vocab, dressed)
