"""What the runner of the documentation's examples takes for an example and for its output."""

from __future__ import annotations

from support.examples import mask, normalize, read_examples, roles_of, with_outputs

DOCUMENT = """Text.

```sql
CREATE ROLE somebody LOGIN;
```

```sql
SELECT 1;
```
```text
 1
```

```sql
SELECT 2;
```

Prose between the two.

```text
not an output
```
"""


def test_output_follows_at_once() -> None:
    examples = read_examples(DOCUMENT)
    assert [example.output for example in examples] == [None, " 1\n", None]
    assert [example.line for example in examples] == [4, 8, 15]
    assert roles_of(examples) == ["somebody"]


def test_outputs_are_written_in_their_place() -> None:
    text = with_outputs(DOCUMENT, read_examples(DOCUMENT), ["a", "b \n", "c"])
    assert read_examples(text)[1].output == "b\n"
    assert text.replace("b\n", " 1\n") == DOCUMENT


def test_what_differs_is_masked() -> None:
    identifier = "0198c0de-0000-7000-8000-000000000001"
    assert mask(f"id {identifier}") == "id <uuid>"
    assert mask('"timings": {"post": 1.25, "new": 3}') == '"timings": {"post": <ms>, "new": <ms>}'
    assert mask('"retry_after": 0.6, "remaining": 99') == '"retry_after": <s>, "remaining": 99'
    assert mask("lines_2026_11 at 2026-11-22 10:00:00.5+00") == "lines_<month> at <time>"
    assert normalize(f" a  | {identifier}\n----+-------\n\n") == normalize("a | <uuid>\n--+--")
