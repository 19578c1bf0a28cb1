"""Mail by SMTP: one plain letter to one person, under an id that is the same at each try."""

import hashlib
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import urlsplit

from ...core.addresses import SmtpServer
from ...core.i18n import _
from ..shapes import Notice
from . import TIMEOUT_SECONDS, Refused, Unreachable


@dataclass(frozen=True, slots=True)
class Mail:
    """Letters to `to`."""

    server: SmtpServer
    sender: str
    to: str

    def send(self, notice: Notice) -> None:
        """Hand the letter to the server; what it does with it afterwards is not ours to know."""
        letter = _letter(notice, self.sender, self.to)
        try:
            with _connected(self.server) as smtp:
                smtp.send_message(letter, self.sender, [self.to])
        except smtplib.SMTPRecipientsRefused as error:
            raise _refusal(max(code for code, _said in error.recipients.values())) from error
        except smtplib.SMTPAuthenticationError as error:
            raise Unreachable("smtp sign-in") from error
        except smtplib.SMTPResponseException as error:
            raise _refusal(error.smtp_code) from error
        except (smtplib.SMTPException, OSError) as error:
            raise Unreachable("connection", type(error).__name__) from error


def _letter(notice: Notice, sender: str, to: str) -> EmailMessage:
    letter = EmailMessage(policy=SMTP)
    letter["From"], letter["To"], letter["Subject"] = sender, to, notice.title
    letter["Date"] = notice.at
    letter["Message-ID"] = message_id(notice)
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence answers it
    if notice.is_urgent:
        letter["Importance"] = "high"
    foot = _("这封邮件由会商系统按您的设置自动发送，请勿回复。更改设置：%(url)s", url=notice.settings_url)
    letter.set_content(f"{notice.text}\n\n{notice.url}\n\n-- \n{foot}\n", cte="base64")
    if notice.calendar is not None:
        _enclose(letter, notice.calendar, notice.method)
    return letter


def _enclose(letter: EmailMessage, calendar: bytes, method: str) -> None:
    """The calendar beside the words (RFC 6047, 2.4), for programs that act on it, and as a file for those that do not."""
    said = {"method": method, "charset": "utf-8"}
    letter.add_alternative(calendar, maintype="text", subtype="calendar", params=said, cte="base64")
    name = "cancel.ics" if method == "CANCEL" else "invite.ics"
    letter.add_attachment(calendar, maintype="application", subtype="ics", filename=name, cte="base64")


def message_id(notice: Notice) -> str:
    """The same for the same notice, so that mail programs show a letter once that came twice."""
    host = urlsplit(notice.url).hostname or "hub"
    return f"<{hashlib.sha256(notice.key.encode()).hexdigest()[:40]}@{host}>"


def _connected(server: SmtpServer) -> smtplib.SMTP:
    safe = ssl.create_default_context()
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=safe)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    try:
        if server.security == "starttls":
            smtp.starttls(context=safe)
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _refusal(code: int) -> Refused | Unreachable:
    return Refused(f"smtp {code}") if code >= 500 else Unreachable(f"smtp {code}")
