"""The language of a text that does not say it."""

from __future__ import annotations

import pytest

from loaders.readers.spoken import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The keeper of the lamp wrote that the night was dark.", "en"),
        ("Le gardien de la lampe a écrit que la nuit était sombre.", "fr"),
        ("Der Hüter der Lampe schrieb, dass die Nacht dunkel war.", "de"),
        ("De wachter van de lamp schreef dat de nacht donker was.", "nl"),
        ("1, 2, 3", "en"),
        # The model has languages of their own for these; Nations texts that it takes for them are in neither.
        ("How many lamps dey for the sea? We no know how many dey, and the keeper no dey talk am.", "en"),
        ("守燈人寫道，夜裏好黑，佢哋冇燈", "zh"),
    ],
)
def test_what_a_text_is_written_in(text: str, language: str) -> None:
    assert language_of(text) == language
