"""What all commands that print have in common."""

import json
from typing import Any

import click

with_json = click.option("--json", "wants_json", is_flag=True, help="输出 JSON / print JSON")


def print_json(value: Any) -> None:
    """Print a value as JSON that people can read."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
