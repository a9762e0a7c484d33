namespace PropOps.Notifications.Application.Email;

/// <summary>The mails that the product alone may send: those that carry a secret, and those that warn an account's owner.</summary>
internal static class ShippedSecurityTemplates
{
    private const string Footer =
        """


        {{ organisation_name }}{% if support_email != "" %}
        Questions: {{ support_email }}{% endif %}
        """;

    public static IReadOnlyList<ShippedTemplate> All { get; } =
    [
        new(
            "password_reset",
            "Reset your password",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>somebody, probably you, asked to reset the password of your account. Choose a new one here:</p>
            <p><a href="{{ reset_url }}">{{ reset_url }}</a></p>
            <p>The link works once, within {{ expires_minutes }} minutes. If it was not you, you need not do anything: your password stays as it is.</p>
            """,
            """
            Hello {{ recipient_name }},

            somebody, probably you, asked to reset the password of your account. Choose a new one here:

            {{ reset_url }}

            The link works once, within {{ expires_minutes }} minutes. If it was not you, you need not do anything: your password stays as it is.
            """ + Footer),
        new(
            "ip_verification_pin",
            "Your sign-in PIN",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>somebody, probably you, signed in to your account from a place that is new to us. Enter this PIN to confirm that it was you:</p>
            <p style="font-size:24px;letter-spacing:4px"><strong>{{ pin }}</strong></p>
            <p>Network {{ location }}{% if device != "" %}<br>{{ device }}{% endif %}</p>
            <p>The PIN is good for {{ expires_minutes }} minutes. If it was not you, somebody knows your password: change it.</p>
            """,
            """
            Hello {{ recipient_name }},

            somebody, probably you, signed in to your account from a place that is new to us. Enter this PIN to confirm that it was you:

            {{ pin }}

            Network {{ location }}{% if device != "" %}
            {{ device }}{% endif %}

            The PIN is good for {{ expires_minutes }} minutes. If it was not you, somebody knows your password: change it.
            """ + Footer),
        new(
            "email_verification",
            "Your verification code",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>enter this code to verify your mail address:</p>
            <p style="font-size:24px;letter-spacing:4px"><strong>{{ code }}</strong></p>
            <p>Or follow this link: <a href="{{ verify_url }}">{{ verify_url }}</a></p>
            <p>The code is good for {{ expires_minutes }} minutes.</p>
            """,
            """
            Hello {{ recipient_name }},

            enter this code to verify your mail address:

            {{ code }}

            Or follow this link: {{ verify_url }}

            The code is good for {{ expires_minutes }} minutes.
            """ + Footer),
        new(
            "invitation",
            "You are invited to {{ organisation_name }}",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>{{ invited_by }} has made you an account ({{ account_type }}) at {{ organisation_name }}. Choose a password here to use it:</p>
            <p><a href="{{ activation_url }}">{{ activation_url }}</a></p>
            <p>The link works once, until {{ expires_at }}.</p>
            """,
            """
            Hello {{ recipient_name }},

            {{ invited_by }} has made you an account ({{ account_type }}) at {{ organisation_name }}. Choose a password here to use it:

            {{ activation_url }}

            The link works once, until {{ expires_at }}.
            """ + Footer),
        new(
            "email_changed",
            "Your email address was changed",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>on {{ changed_at }} the address of your account was changed to {{ new_address_masked }}. Mails go there from now on.</p>
            <p>If it was not you, tell your administrator at once.</p>
            """,
            """
            Hello {{ recipient_name }},

            on {{ changed_at }} the address of your account was changed to {{ new_address_masked }}. Mails go there from now on.

            If it was not you, tell your administrator at once.
            """ + Footer),
        new(
            "password_changed",
            "Your password was changed",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>on {{ changed_at }} a new password was set for your account. Everybody else who was signed in to it is not any more.</p>
            <p>If it was not you, ask for a new password at the sign-in page and tell your administrator at once.</p>
            """,
            """
            Hello {{ recipient_name }},

            on {{ changed_at }} a new password was set for your account. Everybody else who was signed in to it is not any more.

            If it was not you, ask for a new password at the sign-in page and tell your administrator at once.
            """ + Footer),
        new(
            "mfa_changed",
            "Your second factor was changed",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>on {{ changed_at }} the second factor of your account was {{ outcome }}.</p>
            <p>If it was not you, change your password and tell your administrator at once.</p>
            """,
            """
            Hello {{ recipient_name }},

            on {{ changed_at }} the second factor of your account was {{ outcome }}.

            If it was not you, change your password and tell your administrator at once.
            """ + Footer),
        new(
            "password_breach",
            "Please change your password",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>your password stands in a list of passwords that became known by a data breach, so others can try it. It need not have been a breach of ours.</p>
            <p>Sign in and choose another one: <a href="{{ login_url }}">{{ login_url }}</a>. Change it wherever else you use it.</p>
            """,
            """
            Hello {{ recipient_name }},

            your password stands in a list of passwords that became known by a data breach, so others can try it. It need not have been a breach of ours.

            Sign in and choose another one: {{ login_url }}
            Change it wherever else you use it.
            """ + Footer),
        new(
            "session_alert",
            "New sign-in to your account",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>on {{ changed_at }} somebody signed in to your account from a device or a place that it had not been used from lately:</p>
            <p>{{ device }}<br>Network {{ location }}</p>
            <p>If it was you, you need not do anything. If it was not, somebody knows your password: change it.</p>
            """,
            """
            Hello {{ recipient_name }},

            on {{ changed_at }} somebody signed in to your account from a device or a place that it had not been used from lately:

            {{ device }}
            Network {{ location }}

            If it was you, you need not do anything. If it was not, somebody knows your password: change it.
            """ + Footer),
        new(
            "account_locked",
            "Your account is locked",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>somebody tried too many wrong passwords or codes for your account. From where they tried, nobody can sign in to it until {{ locked_until }}.</p>
            <p>If it was you, wait until then, or ask for a new password at the sign-in page, which ends it at once. If it was not, your password was not found, and you need not do anything.</p>
            """,
            """
            Hello {{ recipient_name }},

            somebody tried too many wrong passwords or codes for your account. From where they tried, nobody can sign in to it until {{ locked_until }}.

            If it was you, wait until then, or ask for a new password at the sign-in page, which ends it at once. If it was not, your password was not found, and you need not do anything.
            """ + Footer),
        new(
            "impersonation",
            "Support is using your account",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>somebody of {{ organisation_name }} is using PropOps in your name, until {{ expires_at }} at the latest. What they do is written down under both names.</p>
            <p>{% if reason != "" %}Reason given: {{ reason }}{% endif %}</p>
            """,
            """
            Hello {{ recipient_name }},

            somebody of {{ organisation_name }} is using PropOps in your name, until {{ expires_at }} at the latest. What they do is written down under both names.

            {% if reason != "" %}Reason given: {{ reason }}{% endif %}
            """ + Footer),
    ];
}
