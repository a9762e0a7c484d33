using System.Buffers.Text;
using System.Text.Json;

namespace PropOps.Benchmarks.Bare;

/// <summary>Writes jobs by hand, field by field, in the bytes that the product answers with.</summary>
internal static class BareJson
{
    public static void Write(Utf8JsonWriter json, BareJob job)
    {
        json.WriteStartObject();
        json.WriteNumber("ID"u8, job.Id);
        json.WriteString("uuid"u8, job.Uuid);
        json.WriteString("job_ref"u8, job.JobRef);
        json.WriteString("external_ref"u8, job.ExternalRef);
        json.WriteString("job_title"u8, job.Title);
        json.WriteString("job_description"u8, job.Description);
        json.WriteNumber("status_id"u8, job.Status);
        json.WriteString("status_name"u8, job.StatusName);
        json.WriteString("stage"u8, job.Stage);
        json.WriteNumber("priority_id"u8, job.PriorityId);
        json.WriteString("priority_name"u8, job.PriorityName);
        json.WriteNumber("job_type_id"u8, job.JobTypeId);
        json.WriteString("job_type_name"u8, job.JobTypeName);
        Number(json, "branch_id"u8, job.BranchId);
        json.WriteString("branch_name"u8, job.BranchName);
        Number(json, "agent_id"u8, job.AgentId);
        json.WriteString("agent_name"u8, job.AgentName);
        Number(json, "contractor_id"u8, job.ContractorId);
        json.WriteString("contractor_name"u8, job.ContractorName);
        json.WriteString("assignment_state"u8, job.AssignmentState);
        json.WriteNull("technician_uuid"u8);
        json.WriteNull("technician_name"u8);
        Number(json, "owner_id"u8, job.OwnerId);
        json.WriteString("owner_name"u8, job.OwnerName);
        json.WriteNumber("address_id"u8, job.AddressId);
        json.WriteString("full_address"u8, job.FullAddress);
        json.WriteNull("asset_id"u8);
        json.WriteNull("asset_name"u8);
        json.WriteNull("request_uuid"u8);
        var vat = job is { ContractorBudget: { } net, VatPercentage: { } rate } ? ((net * rate) + 5_000) / 10_000 : (long?)null;
        TwoPlaces(json, "job_total_budget"u8, job.TotalBudget);
        TwoPlaces(json, "contractor_budget"u8, job.ContractorBudget);
        json.WriteNull("contractor_total"u8);
        json.WriteString("cost_code"u8, job.CostCode);
        TwoPlaces(json, "vat_percentage"u8, job.VatPercentage);
        TwoPlaces(json, "vat_amount"u8, vat);
        TwoPlaces(json, "total_amount"u8, job.ContractorBudget + vat);
        Day(json, "date_works_start_date"u8, job.WorksStart);
        Day(json, "date_works_end_date"u8, job.WorksEnd);
        Number(json, "time_range_id"u8, job.TimeRangeId);
        json.WriteString("time_range_name"u8, job.TimeRangeName);
        json.WriteString("invoice_no"u8, job.InvoiceNo);
        json.WriteString("quote_no"u8, job.QuoteNo);
        json.WriteString("works_order_ref"u8, job.WorksOrderRef);
        json.WriteString("access_details"u8, job.AccessDetails);
        json.WriteBoolean("presence_required"u8, job.PresenceRequired);
        if (job.EntryPermitted is { } permitted)
        {
            json.WriteBoolean("entry_permitted"u8, permitted);
        }
        else
        {
            json.WriteNull("entry_permitted"u8);
        }

        json.WriteStartArray("tenants_ids"u8);
        foreach (var tenant in job.TenantIds)
        {
            json.WriteNumberValue(tenant);
        }

        json.WriteEndArray();
        json.WriteStartArray("tags"u8);
        foreach (var tag in job.Tags)
        {
            json.WriteStartObject();
            json.WriteNumber("ID"u8, tag.Id);
            json.WriteString("name"u8, tag.Name);
            json.WriteString("colour"u8, tag.Colour);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("custom"u8);
        json.WriteEndObject();
        json.WriteBoolean("is_pinned"u8, job.IsPinned);
        json.WriteNumber("photos_count"u8, 0);
        json.WriteNumber("documents_count"u8, 0);
        json.WriteNumber("case_notes_count"u8, 0);
        json.WriteString("approval_state"u8, "not_needed"u8);
        json.WriteStartArray("awaiting"u8);
        json.WriteEndArray();
        json.WriteBoolean("recall_open"u8, false);
        json.WriteNull("sla_response_deadline"u8);
        json.WriteNull("sla_deadline"u8);
        json.WriteString("sla_state"u8, "none"u8);
        json.WriteNull("hours_overdue"u8);
        json.WriteNull("payment_status_id"u8);
        json.WriteNull("payment_status"u8);
        Number(json, "created_by_id"u8, job.CreatedById);
        json.WriteString("created_by_name"u8, job.CreatedByName);
        json.WriteString("created_via"u8, job.CreatedVia);
        Instant(json, "assigned_at"u8, job.AssignedAt);
        Instant(json, "accepted_at"u8, job.AcceptedAt);
        Instant(json, "started_at"u8, job.StartedAt);
        Instant(json, "completed_at"u8, job.CompletedAt);
        Instant(json, "closed_at"u8, job.ClosedAt);
        json.WriteNumber("version"u8, job.Version);
        Instant(json, "created_at"u8, job.CreatedAt);
        Instant(json, "updated_at"u8, job.UpdatedAt);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } some)
        {
            json.WriteNumber(name, some);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void TwoPlaces(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? hundredths)
    {
        if (hundredths is not { } value)
        {
            json.WriteNull(name);
            return;
        }

        Span<byte> text = stackalloc byte[24];
        Utf8Formatter.TryFormat(value / 100, text, out var length);
        text[length++] = (byte)'.';
        text[length++] = (byte)('0' + (value / 10 % 10));
        text[length++] = (byte)('0' + (value % 10));
        json.WritePropertyName(name);
        json.WriteRawValue(text[..length], skipInputValidation: true);
    }

    private static void Day(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateOnly? day)
    {
        Span<byte> text = stackalloc byte[10];
        if (day is { } some)
        {
            some.TryFormat(text, out _, "yyyy-MM-dd");
            json.WriteString(name, text);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Instant(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTime? instant)
    {
        if (instant is not { } some)
        {
            json.WriteNull(name);
            return;
        }

        // 2026-03-15T12:00:00.123Z
        Span<byte> text = stackalloc byte[24];
        Digits(text, 0, 4, some.Year);
        Digits(text, 5, 2, some.Month);
        Digits(text, 8, 2, some.Day);
        Digits(text, 11, 2, some.Hour);
        Digits(text, 14, 2, some.Minute);
        Digits(text, 17, 2, some.Second);
        text[4] = text[7] = (byte)'-';
        text[10] = (byte)'T';
        text[13] = text[16] = (byte)':';
        var length = 19;
        if (some.Millisecond != 0)
        {
            text[19] = (byte)'.';
            Digits(text, 20, 3, some.Millisecond);
            length = 23;
        }

        text[length] = (byte)'Z';
        json.WriteString(name, text[..(length + 1)]);
    }

    private static void Digits(Span<byte> text, int at, int count, int value)
    {
        for (var digit = at + count - 1; digit >= at; digit--)
        {
            text[digit] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
