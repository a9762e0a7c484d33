namespace PropOps.Notifications.Application.Email;

/// <summary>The mails that the product alone may send: most of them carry a secret.</summary>
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
    ];
}
