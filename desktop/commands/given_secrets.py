"""The secrets a command asks systems with: one given to it alone, else that of the key store."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

from connectors.secrets import NoSecretStore
from desktop.secrets import KeyringSecrets


def given_secrets(site: str) -> Callable[[str], str | None]:
    """A look-up of named secrets for one command; raises NoSecretStore.

    Machines that only try connections often have no key store. The window reads no environment: there a secret would
    lie open for as long as somebody is signed in.
    """
    kept = KeyringSecrets(site)

    def secret(name: str) -> str | None:
        given = os.environ.get(variable(name))
        if given:
            return given
        try:
            return kept(name)
        except NoSecretStore as why:
            raise NoSecretStore(f"{why}; for one command, {variable(name)} may hold it", why.cause) from None

    return secret


def variable(name: str) -> str:
    """The environment variable of a secret: `shop-token` is CALLSIDE_SECRET_SHOP_TOKEN."""
    return "CALLSIDE_SECRET_" + re.sub(r"[^A-Z0-9]+", "_", name.upper())
