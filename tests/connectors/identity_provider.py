"""A small honest identity provider: it checks what it is told, and signs real tokens.

Whoever asks is somebody who has just signed in there. `claims` is who; a test may spoil them.
"""

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import FastAPI, Form, HTTPException, Request
from fastapi.responses import RedirectResponse
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "belbalie", "een geheim van de aanmeldvoorziening"


def rsa_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)


@dataclass
class IdentityProvider:
    claims: dict[str, Any] = field(
        default_factory=lambda: {
            "sub": "7f3",
            "preferred_username": "S.deWit@zonnedael.nl",
            "name": "Sanne de Wit",
            "realm_access": {"roles": ["kcc-medewerker", "iets-anders"]},
        }
    )
    spoiled: dict[str, Any] = field(default_factory=dict)
    """Put over what it would sign; None takes a claim out."""
    issuer: str = ""
    key: RSAKey = field(default_factory=rsa_key)
    signs_with: RSAKey | None = None
    """Another key than it publishes."""
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    """By the code that was given."""

    def app(self) -> FastAPI:
        app = FastAPI()
        app.get("/.well-known/openid-configuration")(self.published)
        app.get("/authorize")(self.authorize)
        app.post("/token")(self.token)
        app.get("/jwks")(self.jwks)
        return app

    def published(self) -> dict[str, Any]:
        names = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "jwks_uri": "jwks",
        }
        return {"issuer": self.issuer} | {
            name: f"{self.issuer}/{path}" for name, path in names.items()
        }

    def jwks(self) -> dict[str, Any]:
        return {"keys": [self.key.as_dict(private=False)]}

    def authorize(self, request: Request) -> RedirectResponse:
        asked = dict(request.query_params)
        if asked["response_type"] != "code" or asked["code_challenge_method"] != "S256":
            raise HTTPException(400)
        if asked["client_id"] != CLIENT_ID or "openid" not in asked["scope"].split():
            raise HTTPException(400)
        code = secrets.token_urlsafe()
        self.asked[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}", 302)

    def token(
        self,
        request: Request,
        code: Annotated[str, Form()],
        code_verifier: Annotated[str, Form()],
        redirect_uri: Annotated[str, Form()],
    ) -> dict[str, Any]:
        asked = self.asked.pop(code, None)
        known = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        digest = hashlib.sha256(code_verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if request.headers.get("authorization") != f"Basic {known}":
            raise HTTPException(401)
        if asked is None or asked["code_challenge"] != challenge:
            raise HTTPException(400)
        if asked["redirect_uri"] != redirect_uri:
            raise HTTPException(400)
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.signed(asked)}

    def signed(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        told = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
        }
        claims = {
            name: value
            for name, value in (told | self.claims | self.spoiled).items()
            if value is not None
        }
        header = {"alg": "RS256", "kid": self.key.kid}
        return jwt.encode(header, claims, self.signs_with or self.key)
