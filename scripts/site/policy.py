"""The Content-Security-Policy that every page carries: nothing from elsewhere, nothing inline."""

DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}


def policy(*, preview: bool) -> str:
    """The policy. A served `preview` also allows the inline script by which MkDocs reloads."""
    preview_only = {"script-src": "'self' 'unsafe-inline'"} if preview else {}
    return "; ".join(f"{name} {value}" for name, value in (DIRECTIVES | preview_only).items())
