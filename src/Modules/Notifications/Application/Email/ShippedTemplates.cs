namespace PropOps.Notifications.Application.Email;

/// <param name="Subject">Liquid, like the two bodies.</param>
internal sealed record ShippedTemplate(string Key, string Subject, string Html, string Text);

/// <summary>The mails as the product ships them, in en-GB.</summary>
internal static class ShippedTemplates
{
    public const string Layout =
        """
        <!doctype html>
        <html lang="en-GB">
        <head><meta charset="utf-8"><title>{{ subject }}</title></head>
        <body style="font-family:sans-serif;color:#1f2937;max-width:600px;margin:0 auto;padding:16px">
        <p style="font-weight:bold;color:#1F4E79">{{ organisation_name }}</p>
        {{ content | raw }}
        {% if action_url != "" %}<p><a href="{{ action_url }}">Open {{ job_ref }}</a></p>{% endif %}
        <p style="color:#6b7280;font-size:12px">Sent by {{ organisation_name }}{% if support_email != "" %}. Questions: {{ support_email }}{% endif %}</p>
        </body>
        </html>
        """;

    private const string TextFooter =
        """


        Open it: {{ action_url }}

        {{ organisation_name }}
        """;

    public static IReadOnlyList<ShippedTemplate> All { get; } =
    [
        new(
            "job_created",
            "New job {{ job_ref }}",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>job <strong>{{ job_ref }}</strong> was opened: {{ job_title }}.</p>
            <p>{{ property_address }}<br>{{ job_type }}, priority {{ priority }}</p>
            """,
            """
            Hello {{ recipient_name }},

            job {{ job_ref }} was opened: {{ job_title }}.

            {{ property_address }}
            {{ job_type }}, priority {{ priority }}
            """ + TextFooter),
        new(
            "job_assigned",
            "Job assigned: {{ job_ref }}",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>job <strong>{{ job_ref }}</strong> has been assigned to you: {{ job_title }}.</p>
            <p>{{ property_address }}<br>{{ job_type }}, priority {{ priority }}{% if appointment_date != "" %}<br>Booked for {{ appointment_date }} {{ appointment_slot }}{% endif %}</p>
            """,
            """
            Hello {{ recipient_name }},

            job {{ job_ref }} has been assigned to you: {{ job_title }}.

            {{ property_address }}
            {{ job_type }}, priority {{ priority }}{% if appointment_date != "" %}
            Booked for {{ appointment_date }} {{ appointment_slot }}{% endif %}
            """ + TextFooter),
        new(
            "contractor_assigned",
            "{{ contractor_name }} will do {{ job_ref }}",
            """
            <p>Hello {{ recipient_name }},</p>
            <p><strong>{{ contractor_name }}</strong> has been given job {{ job_ref }}: {{ job_title }}.</p>
            <p>{{ property_address }}{% if appointment_date != "" %}<br>Booked for {{ appointment_date }} {{ appointment_slot }}{% endif %}</p>
            """,
            """
            Hello {{ recipient_name }},

            {{ contractor_name }} has been given job {{ job_ref }}: {{ job_title }}.

            {{ property_address }}{% if appointment_date != "" %}
            Booked for {{ appointment_date }} {{ appointment_slot }}{% endif %}
            """ + TextFooter),
        new(
            "job_unassigned",
            "{{ job_ref }} is no longer assigned to you",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>job <strong>{{ job_ref }}</strong> ({{ job_title }}) is no longer assigned to you. You need not do anything.</p>
            """,
            """
            Hello {{ recipient_name }},

            job {{ job_ref }} ({{ job_title }}) is no longer assigned to you. You need not do anything.
            """ + TextFooter),
        new(
            "job_accepted",
            "{{ job_ref }} accepted",
            """
            <p>Hello {{ recipient_name }},</p>
            <p><strong>{{ contractor_name }}</strong> has accepted job {{ job_ref }}: {{ job_title }}.<br>{{ property_address }}</p>
            """,
            """
            Hello {{ recipient_name }},

            {{ contractor_name }} has accepted job {{ job_ref }}: {{ job_title }}.
            {{ property_address }}
            """ + TextFooter),
        new(
            "job_declined",
            "{{ job_ref }} declined",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>job <strong>{{ job_ref }}</strong> ({{ job_title }}) was declined and is without a contractor.<br>{{ property_address }}</p>
            <p>{% if reason != "" %}Reason given: {{ reason }}{% endif %}</p>
            """,
            """
            Hello {{ recipient_name }},

            job {{ job_ref }} ({{ job_title }}) was declined and is without a contractor.
            {{ property_address }}

            {% if reason != "" %}Reason given: {{ reason }}{% endif %}
            """ + TextFooter),
        new(
            "job_update",
            "Update on {{ job_ref }}: {{ status }}",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>job <strong>{{ job_ref }}</strong> ({{ job_title }}) has gone from {{ previous_status }} to {{ status }}.<br>{{ property_address }}</p>
            <p>{% if reason != "" %}Reason given: {{ reason }}{% endif %}</p>
            """,
            """
            Hello {{ recipient_name }},

            job {{ job_ref }} ({{ job_title }}) has gone from {{ previous_status }} to {{ status }}.
            {{ property_address }}

            {% if reason != "" %}Reason given: {{ reason }}{% endif %}
            """ + TextFooter),
        new(
            "visit_proposed",
            "Choose a time for {{ job_ref }}",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>these times are offered for a visit of job <strong>{{ job_ref }}</strong>: {{ job_title }}.<br>{{ property_address }}</p>
            <ul>{% assign slots = appointment_slots | newline_to_br | strip_newlines | split: "<br />" %}{% for slot in slots %}<li>{{ slot }}</li>{% endfor %}</ul>
            <p>Please say which one suits.</p>
            """,
            """
            Hello {{ recipient_name }},

            these times are offered for a visit of job {{ job_ref }}: {{ job_title }}.
            {{ property_address }}

            {{ appointment_slots }}

            Please say which one suits.
            """ + TextFooter),
        new(
            "appointment_booked",
            "Visit for {{ job_ref }} on {{ appointment_date }}",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>the visit for job <strong>{{ job_ref }}</strong> ({{ job_title }}) is booked for <strong>{{ appointment_date }}</strong> {{ appointment_slot }}{% if previous_date != "" %}, in place of {{ previous_date }}{% endif %}.<br>{{ property_address }}</p>
            """,
            """
            Hello {{ recipient_name }},

            the visit for job {{ job_ref }} ({{ job_title }}) is booked for {{ appointment_date }} {{ appointment_slot }}{% if previous_date != "" %}, in place of {{ previous_date }}{% endif %}.
            {{ property_address }}
            """ + TextFooter),
        new(
            "appointment_cancelled",
            "Visit for {{ job_ref }} called off",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>{% if previous_date != "" %}the visit on {{ previous_date }}{% else %}the visit that was proposed{% endif %} for job <strong>{{ job_ref }}</strong> ({{ job_title }}) will not take place.<br>{{ property_address }}</p>
            <p>{% if reason != "" %}Reason given: {{ reason }}{% endif %}</p>
            """,
            """
            Hello {{ recipient_name }},

            {% if previous_date != "" %}the visit on {{ previous_date }}{% else %}the visit that was proposed{% endif %} for job {{ job_ref }} ({{ job_title }}) will not take place.
            {{ property_address }}

            {% if reason != "" %}Reason given: {{ reason }}{% endif %}
            """ + TextFooter),
        new(
            "visit_no_access",
            "We could not get in for {{ job_ref }}",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>nobody let us in on {{ appointment_date }} for job <strong>{{ job_ref }}</strong>: {{ job_title }}.<br>{{ property_address }}</p>
            <p>{{ reason }}</p>
            """,
            """
            Hello {{ recipient_name }},

            nobody let us in on {{ appointment_date }} for job {{ job_ref }}: {{ job_title }}.
            {{ property_address }}

            {{ reason }}
            """ + TextFooter),
        new(
            "job_completed",
            "{{ job_ref }} completed",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>the work of job <strong>{{ job_ref }}</strong> is done: {{ job_title }}.<br>{{ property_address }}</p>
            """,
            """
            Hello {{ recipient_name }},

            the work of job {{ job_ref }} is done: {{ job_title }}.
            {{ property_address }}
            """ + TextFooter),
        new(
            "job_closed",
            "{{ job_ref }} closed",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>job <strong>{{ job_ref }}</strong> ({{ job_title }}) has been reviewed and closed.</p>
            """,
            """
            Hello {{ recipient_name }},

            job {{ job_ref }} ({{ job_title }}) has been reviewed and closed.
            """ + TextFooter),
        new(
            "job_cancelled",
            "{{ job_ref }} cancelled",
            """
            <p>Hello {{ recipient_name }},</p>
            <p>job <strong>{{ job_ref }}</strong> ({{ job_title }}) will not be done.<br>{{ property_address }}</p>
            <p>{% if reason != "" %}Reason given: {{ reason }}{% endif %}</p>
            """,
            """
            Hello {{ recipient_name }},

            job {{ job_ref }} ({{ job_title }}) will not be done.
            {{ property_address }}

            {% if reason != "" %}Reason given: {{ reason }}{% endif %}
            """ + TextFooter),
    ];
}
