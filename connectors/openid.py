"""The identity provider of the municipality: OpenID Connect Core 1.0, Authorization Code with PKCE.

It is asked only when its address is set. What it signs is believed for exactly one sign-in: the
one that began in this browser (state), for us (audience), now (expiry), and once (nonce).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

_DISCOVERY = "/.well-known/openid-configuration"
_SCOPE = "openid profile email"
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signed with a key that only the provider has: never 'none', never our own secret."""
_LEEWAY_SECONDS = 60
_TIMEOUT_SECONDS = 10.0
_SECRET_BYTES = 32


class OpenIdFailed(Exception):
    """The provider brought nobody, or nobody to be trusted; no secret is in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Where it is, and who we are there."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    roles_claim: str = "roles"
    """Where a person's roles stand in what it signs: 'roles', 'realm_access.roles'."""
    roles: Mapping[str, str] = field(default_factory=dict)
    """Ours, by its name for each; a name that is not in here is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """Who signed in there."""

    subject: str
    """The issuer and their number there."""
    name: str
    title: str
    roles: frozenset[str]


class OpenIdConnect:
    """What it publishes about itself is read anew for each sign-in: keys change, and people sign in
    seldom.
    """

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    async def begin(self, back: str) -> tuple[str, Mapping[str, str]]:
        """Where to send the browser, and what has to be known when it comes back. Raises
        OpenIdFailed.
        """
        known = {
            "state": secrets.token_urlsafe(_SECRET_BYTES),
            "nonce": secrets.token_urlsafe(_SECRET_BYTES),
            "verifier": secrets.token_urlsafe(_SECRET_BYTES),
            "back": back,
        }
        async with self._client(back) as client:
            published = await self._published(client)
            address, _ = client.create_authorization_url(
                published["authorization_endpoint"],
                state=known["state"],
                nonce=known["nonce"],
                code_verifier=known["verifier"],
            )
        return str(address), known

    async def finish(self, came: str, known: Mapping[str, str]) -> Brought:
        """Who came back, by the whole address that the browser asked. Raises OpenIdFailed."""
        async with self._client(known.get("back", "")) as client:
            published = await self._published(client)
            token = await self._token(client, published, came, known)
            keys = await self._get(client, published["jwks_uri"])
        return self._person(token, keys, known.get("nonce", ""))

    def _client(self, back: str) -> Any:
        return AsyncOAuth2Client(
            self._provider.client_id,
            self._provider.client_secret,
            scope=_SCOPE,
            redirect_uri=back,
            code_challenge_method="S256",
            timeout=_TIMEOUT_SECONDS,
        )

    async def _published(self, client: Any) -> Mapping[str, Any]:
        """OpenID Connect Discovery 1.0, section 4."""
        issuer = self._provider.issuer.rstrip("/")
        published = await self._get(client, f"{issuer}{_DISCOVERY}")
        told = str(published.get("issuer", ""))
        if told.rstrip("/") != issuer:
            raise OpenIdFailed("expected the issuer of the settings, got another one")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not isinstance(published.get(name), str):
                raise OpenIdFailed(f"expected {name} in what the provider publishes, got none")
        return published

    async def _get(self, client: Any, address: str) -> Mapping[str, Any]:
        try:
            answer = await client.request("GET", address, withhold_token=True)
            answer.raise_for_status()
            told = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise OpenIdFailed(f"the provider did not answer ({type(error).__name__})") from None
        if not isinstance(told, dict):
            raise OpenIdFailed("expected an object from the provider, got something else")
        return told

    async def _token(
        self, client: Any, published: Mapping[str, Any], came: str, known: Mapping[str, str]
    ) -> str:
        if not known.get("state"):
            raise OpenIdFailed("expected a sign-in that began in this browser, got none")
        try:
            given = await client.fetch_token(
                published["token_endpoint"],
                authorization_response=came,
                state=known["state"],
                code_verifier=known.get("verifier", ""),
            )
        except (AuthlibBaseError, httpx.HTTPError, ValueError) as error:
            raise OpenIdFailed(f"the code was not taken ({type(error).__name__})") from None
        token = given.get("id_token")
        if not isinstance(token, str):
            raise OpenIdFailed("expected an id_token, got none")
        return token

    def _person(self, token: str, keys: Mapping[str, Any], nonce: str) -> Brought:
        """OpenID Connect Core 1.0, section 3.1.3.7."""
        provider = self._provider
        rules = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY_SECONDS,
            iss={"essential": True, "value": provider.issuer},
            aud={"essential": True, "value": provider.client_id},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            known = KeySet.import_key_set(keys)  # type: ignore[arg-type]  # it checks it itself
            claims = jwt.decode(token, known, algorithms=_ALGORITHMS).claims
            rules.validate(claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise OpenIdFailed(f"the id_token is not good: {error}") from None
        if claims.get("azp", provider.client_id) != provider.client_id:
            raise OpenIdFailed("the id_token was given to somebody else")
        return self._brought(claims)

    def _brought(self, claims: Mapping[str, Any]) -> Brought:
        subject = str(claims["sub"])
        name = str(claims.get("preferred_username") or claims.get("email") or subject)
        roles = (self._provider.roles.get(each) for each in _words(claims, self._provider))
        return Brought(
            subject=f"{claims['iss']} {subject}",
            name=name,
            title=str(claims.get("name") or name),
            roles=frozenset(role for role in roles if role is not None),
        )


def _words(claims: Mapping[str, Any], provider: Provider) -> list[str]:
    found: Any = claims
    for part in provider.roles_claim.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    if isinstance(found, str):
        return found.split()
    return [str(each) for each in found] if isinstance(found, list) else []
