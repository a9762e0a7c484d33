using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace PropOps.Infrastructure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "core_account_types",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    type = table.Column<int>(type: "INTEGER", nullable: false),
                    level = table.Column<int>(type: "INTEGER", nullable: false),
                    grants = table.Column<string>(type: "TEXT", nullable: false),
                    minus = table.Column<string>(type: "TEXT", nullable: false),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_account_types", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_activity",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    user_id = table.Column<long>(type: "INTEGER", nullable: true),
                    acted_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    action = table.Column<string>(type: "TEXT", nullable: false),
                    category = table.Column<string>(type: "TEXT", nullable: false),
                    resource_type = table.Column<string>(type: "TEXT", nullable: true),
                    resource_id = table.Column<long>(type: "INTEGER", nullable: true),
                    resource_uuid = table.Column<Guid>(type: "TEXT", nullable: true),
                    job_uuid = table.Column<Guid>(type: "TEXT", nullable: true),
                    summary = table.Column<string>(type: "TEXT", nullable: false),
                    details = table.Column<string>(type: "TEXT", nullable: false),
                    ip_address = table.Column<string>(type: "TEXT", nullable: true),
                    ip_token = table.Column<string>(type: "TEXT", nullable: true),
                    user_agent = table.Column<string>(type: "TEXT", nullable: true),
                    via = table.Column<string>(type: "TEXT", nullable: false),
                    correlation_id = table.Column<string>(type: "TEXT", nullable: false),
                    personal_salt = table.Column<byte[]>(type: "BLOB", nullable: true),
                    personal_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_activity", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_addresses",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    line1 = table.Column<string>(type: "TEXT", nullable: false),
                    line2 = table.Column<string>(type: "TEXT", nullable: true),
                    city = table.Column<string>(type: "TEXT", nullable: false),
                    postcode = table.Column<string>(type: "TEXT", nullable: false),
                    full_address = table.Column<string>(type: "TEXT", nullable: false),
                    landlord_id = table.Column<long>(type: "INTEGER", nullable: true),
                    branch_id = table.Column<long>(type: "INTEGER", nullable: true),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_addresses", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_alert_causes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    component = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    node = table.Column<string>(type: "TEXT", nullable: true),
                    is_alarming = table.Column<bool>(type: "INTEGER", nullable: false),
                    gone_since = table.Column<long>(type: "INTEGER", nullable: true),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_alert_causes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_alerts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    component = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    detail = table.Column<string>(type: "TEXT", nullable: false),
                    severity = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    files = table.Column<string>(type: "TEXT", nullable: false),
                    node = table.Column<string>(type: "TEXT", nullable: true),
                    user_id = table.Column<long>(type: "INTEGER", nullable: true),
                    ip_address = table.Column<string>(type: "TEXT", nullable: true),
                    acknowledged_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    acknowledged_at = table.Column<long>(type: "INTEGER", nullable: true),
                    resolved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_alerts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_appearances",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    background = table.Column<string>(type: "TEXT", nullable: true),
                    banner_file_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    banner_content_type = table.Column<string>(type: "TEXT", nullable: true),
                    banner_sha256 = table.Column<string>(type: "TEXT", nullable: true),
                    theme = table.Column<string>(type: "TEXT", nullable: false),
                    density = table.Column<string>(type: "TEXT", nullable: false),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_appearances", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_audit_days",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    last_number = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_audit_days", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "core_audit_head",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_audit_head", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_branch_shares",
                columns: table => new
                {
                    branch_id = table.Column<long>(type: "INTEGER", nullable: false),
                    shared_with_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_branch_shares", x => new { x.branch_id, x.shared_with_id });
                });

            migrationBuilder.CreateTable(
                name: "core_branches",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: true),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_pooled = table.Column<bool>(type: "INTEGER", nullable: false),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_branches", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_change_numbers",
                columns: table => new
                {
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_change_numbers", x => x.kind);
                });

            migrationBuilder.CreateTable(
                name: "core_contractors",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    first_name = table.Column<string>(type: "TEXT", nullable: false),
                    last_name = table.Column<string>(type: "TEXT", nullable: false),
                    company_name = table.Column<string>(type: "TEXT", nullable: true),
                    email = table.Column<string>(type: "TEXT", nullable: true),
                    phone = table.Column<string>(type: "TEXT", nullable: true),
                    language = table.Column<string>(type: "TEXT", nullable: true),
                    trade_ids = table.Column<string>(type: "TEXT", nullable: false),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_in_house = table.Column<bool>(type: "INTEGER", nullable: false),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_contractors", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_csrf_nonces",
                columns: table => new
                {
                    nonce = table.Column<byte[]>(type: "BLOB", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_csrf_nonces", x => x.nonce);
                });

            migrationBuilder.CreateTable(
                name: "core_departures",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    audience = table.Column<string>(type: "TEXT", nullable: false),
                    record_id = table.Column<long>(type: "INTEGER", nullable: false),
                    record_uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_departures", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_document_types",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    expires = table.Column<bool>(type: "INTEGER", nullable: false),
                    visible_to = table.Column<string>(type: "TEXT", nullable: false),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    sort_order = table.Column<int>(type: "INTEGER", nullable: false),
                    colour = table.Column<string>(type: "TEXT", nullable: true),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_system = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_document_types", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_failed_handlings",
                columns: table => new
                {
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    handler = table.Column<string>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    error = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    next_attempt_at = table.Column<long>(type: "INTEGER", nullable: false),
                    dead_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_failed_handlings", x => new { x.event_id, x.handler });
                });

            migrationBuilder.CreateTable(
                name: "core_id_numbers",
                columns: table => new
                {
                    table_name = table.Column<string>(type: "TEXT", nullable: false),
                    last_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_id_numbers", x => x.table_name);
                });

            migrationBuilder.CreateTable(
                name: "core_idempotency",
                columns: table => new
                {
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    request_hash = table.Column<string>(type: "TEXT", nullable: false),
                    claim_id = table.Column<string>(type: "TEXT", nullable: false),
                    claimed_until = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    answer = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_idempotency", x => new { x.account_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "core_inbox",
                columns: table => new
                {
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    handler = table.Column<string>(type: "TEXT", nullable: false),
                    handled_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_inbox", x => new { x.event_id, x.handler });
                });

            migrationBuilder.CreateTable(
                name: "core_installation",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    key_proof = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_installation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_integrity_baselines",
                columns: table => new
                {
                    build = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    files = table.Column<string>(type: "TEXT", nullable: false),
                    files_count = table.Column<int>(type: "INTEGER", nullable: false),
                    checked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    differences = table.Column<int>(type: "INTEGER", nullable: false),
                    duration_ms = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_integrity_baselines", x => x.build);
                });

            migrationBuilder.CreateTable(
                name: "core_job_priorities",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false),
                    response_hours = table.Column<decimal>(type: "TEXT", nullable: true),
                    completion_hours = table.Column<decimal>(type: "TEXT", nullable: true),
                    counts = table.Column<int>(type: "INTEGER", nullable: false),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    sort_order = table.Column<int>(type: "INTEGER", nullable: false),
                    colour = table.Column<string>(type: "TEXT", nullable: true),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_system = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_job_priorities", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_job_statuses",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    stage = table.Column<string>(type: "TEXT", nullable: false),
                    is_open = table.Column<bool>(type: "INTEGER", nullable: false),
                    public_label = table.Column<string>(type: "TEXT", nullable: true),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    sort_order = table.Column<int>(type: "INTEGER", nullable: false),
                    colour = table.Column<string>(type: "TEXT", nullable: true),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_system = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_job_statuses", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_job_tags",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    sort_order = table.Column<int>(type: "INTEGER", nullable: false),
                    colour = table.Column<string>(type: "TEXT", nullable: true),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_system = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_job_tags", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_job_types",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    required_cert_type = table.Column<string>(type: "TEXT", nullable: true),
                    document_type_id = table.Column<int>(type: "INTEGER", nullable: true),
                    title_suggestion = table.Column<string>(type: "TEXT", nullable: true),
                    description_template = table.Column<string>(type: "TEXT", nullable: true),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    sort_order = table.Column<int>(type: "INTEGER", nullable: false),
                    colour = table.Column<string>(type: "TEXT", nullable: true),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_system = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_job_types", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_known_networks",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    network_token = table.Column<string>(type: "TEXT", nullable: false),
                    last_used_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_known_networks", x => new { x.user_id, x.network_token });
                });

            migrationBuilder.CreateTable(
                name: "core_landlords",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    company_name = table.Column<string>(type: "TEXT", nullable: true),
                    email = table.Column<string>(type: "TEXT", nullable: true),
                    phone = table.Column<string>(type: "TEXT", nullable: true),
                    language = table.Column<string>(type: "TEXT", nullable: true),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_landlords", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_maintenance_mode",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    is_on = table.Column<bool>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    until = table.Column<long>(type: "INTEGER", nullable: true),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_maintenance_mode", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_name_tokens",
                columns: table => new
                {
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    record_id = table.Column<long>(type: "INTEGER", nullable: false),
                    token = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_name_tokens", x => new { x.token, x.kind, x.record_id });
                });

            migrationBuilder.CreateTable(
                name: "core_one_time_codes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", nullable: false),
                    code_hash = table.Column<string>(type: "TEXT", nullable: false),
                    email_token = table.Column<string>(type: "TEXT", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    wrong_tries = table.Column<int>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_one_time_codes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_one_time_links",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", nullable: false),
                    token_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    email_token = table.Column<string>(type: "TEXT", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_one_time_links", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_outbox",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    event_version = table.Column<int>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", nullable: false),
                    correlation_id = table.Column<string>(type: "TEXT", nullable: false),
                    parent_span = table.Column<string>(type: "TEXT", maxLength: 55, nullable: true),
                    ordering_key = table.Column<string>(type: "TEXT", nullable: false),
                    depth = table.Column<int>(type: "INTEGER", nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    done_at = table.Column<long>(type: "INTEGER", nullable: true),
                    lease_owner = table.Column<string>(type: "TEXT", nullable: true),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_outbox", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "core_password_reset_requests",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    email_token = table.Column<string>(type: "TEXT", nullable: false),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_password_reset_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_rate_limit_rules",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    @class = table.Column<string>(name: "class", type: "TEXT", nullable: false),
                    method = table.Column<string>(type: "TEXT", nullable: false),
                    path = table.Column<string>(type: "TEXT", nullable: true),
                    window_seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    per_ip = table.Column<int>(type: "INTEGER", nullable: true),
                    per_account = table.Column<int>(type: "INTEGER", nullable: true),
                    is_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_default = table.Column<bool>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    updated_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_rate_limit_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_remembered_browsers",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_remembered_browsers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_roles",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    name_key = table.Column<string>(type: "TEXT", nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    level = table.Column<int>(type: "INTEGER", nullable: false),
                    account_type = table.Column<int>(type: "INTEGER", nullable: false),
                    sort_order = table.Column<int>(type: "INTEGER", nullable: false),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_system = table.Column<bool>(type: "INTEGER", nullable: false),
                    parent_role_id = table.Column<long>(type: "INTEGER", nullable: true),
                    spend_limit = table.Column<long>(type: "INTEGER", nullable: true),
                    grants = table.Column<string>(type: "TEXT", nullable: false),
                    minus = table.Column<string>(type: "TEXT", nullable: false),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_roles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_second_factors",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    secret = table.Column<string>(type: "TEXT", nullable: true),
                    last_step = table.Column<long>(type: "INTEGER", nullable: false),
                    recovery_codes = table.Column<string>(type: "TEXT", nullable: false),
                    offered_secret = table.Column<string>(type: "TEXT", nullable: true),
                    offered_until = table.Column<long>(type: "INTEGER", nullable: true),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_second_factors", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_security_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    severity = table.Column<int>(type: "INTEGER", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: true),
                    method = table.Column<string>(type: "TEXT", nullable: true),
                    masked_email = table.Column<string>(type: "TEXT", nullable: true),
                    user_id = table.Column<long>(type: "INTEGER", nullable: true),
                    actor_id = table.Column<long>(type: "INTEGER", nullable: true),
                    ip_address = table.Column<string>(type: "TEXT", nullable: true),
                    ip_token = table.Column<string>(type: "TEXT", nullable: true),
                    user_agent = table.Column<string>(type: "TEXT", nullable: true),
                    detail = table.Column<string>(type: "TEXT", nullable: false),
                    correlation_id = table.Column<string>(type: "TEXT", nullable: false),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_security_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_sessions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    token_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    token_start = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: true),
                    ip_address = table.Column<string>(type: "TEXT", nullable: true),
                    user_agent = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_active_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    idle_minutes = table.Column<int>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    proven_at = table.Column<long>(type: "INTEGER", nullable: true),
                    passed_second_factor = table.Column<bool>(type: "INTEGER", nullable: false),
                    awaits_pin = table.Column<bool>(type: "INTEGER", nullable: false),
                    wrong_proofs = table.Column<int>(type: "INTEGER", nullable: false),
                    scopes = table.Column<string>(type: "TEXT", nullable: false),
                    is_csrf_exempt = table.Column<bool>(type: "INTEGER", nullable: false),
                    actor_id = table.Column<long>(type: "INTEGER", nullable: true),
                    end_is_told = table.Column<bool>(type: "INTEGER", nullable: false),
                    device_token = table.Column<string>(type: "TEXT", nullable: true),
                    remembered_browser_id = table.Column<long>(type: "INTEGER", nullable: true),
                    former_token_hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    former_good_until = table.Column<long>(type: "INTEGER", nullable: true),
                    former_proven_at = table.Column<long>(type: "INTEGER", nullable: true),
                    former_passed_second_factor = table.Column<bool>(type: "INTEGER", nullable: true),
                    former_awaits_pin = table.Column<bool>(type: "INTEGER", nullable: true),
                    handle = table.Column<string>(type: "TEXT", nullable: false),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_sessions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_settings",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_settings", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "core_sign_in_addresses",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    address_token = table.Column<string>(type: "TEXT", nullable: false),
                    last_used_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_sign_in_addresses", x => new { x.user_id, x.address_token });
                });

            migrationBuilder.CreateTable(
                name: "core_sign_in_counters",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    tries = table.Column<int>(type: "INTEGER", nullable: false),
                    window_start = table.Column<long>(type: "INTEGER", nullable: false),
                    locked_until = table.Column<long>(type: "INTEGER", nullable: false),
                    locks = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_sign_in_counters", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "core_sign_in_devices",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    device_token = table.Column<string>(type: "TEXT", nullable: false),
                    last_used_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_sign_in_devices", x => new { x.user_id, x.device_token });
                });

            migrationBuilder.CreateTable(
                name: "core_tenants",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    email = table.Column<string>(type: "TEXT", nullable: true),
                    phone = table.Column<string>(type: "TEXT", nullable: true),
                    language = table.Column<string>(type: "TEXT", nullable: true),
                    address_id = table.Column<long>(type: "INTEGER", nullable: true),
                    moved_in_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_tenants", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_time_ranges",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    start = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    end = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    sort_order = table.Column<int>(type: "INTEGER", nullable: false),
                    colour = table.Column<string>(type: "TEXT", nullable: true),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_system = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_time_ranges", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_trusted_devices",
                columns: table => new
                {
                    token_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    trusted_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_trusted_devices", x => x.token_hash);
                });

            migrationBuilder.CreateTable(
                name: "core_users",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    first_name = table.Column<string>(type: "TEXT", nullable: false),
                    last_name = table.Column<string>(type: "TEXT", nullable: false),
                    email = table.Column<string>(type: "TEXT", nullable: false),
                    email_token = table.Column<string>(type: "TEXT", nullable: false),
                    phone = table.Column<string>(type: "TEXT", nullable: true),
                    phone_token = table.Column<string>(type: "TEXT", nullable: true),
                    account_type = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    pending_reason = table.Column<string>(type: "TEXT", nullable: true),
                    is_blacklisted = table.Column<bool>(type: "INTEGER", nullable: false),
                    email_verified_at = table.Column<long>(type: "INTEGER", nullable: true),
                    second_factor_since = table.Column<long>(type: "INTEGER", nullable: true),
                    onboarding_completed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_login_at = table.Column<long>(type: "INTEGER", nullable: true),
                    avatar_file_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    avatar_content_type = table.Column<string>(type: "TEXT", nullable: true),
                    avatar_sha256 = table.Column<string>(type: "TEXT", nullable: true),
                    language = table.Column<string>(type: "TEXT", nullable: true),
                    time_zone = table.Column<string>(type: "TEXT", nullable: true),
                    contractor_id = table.Column<long>(type: "INTEGER", nullable: true),
                    member_role = table.Column<string>(type: "TEXT", nullable: true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: true),
                    landlord_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    needs_approval = table.Column<bool>(type: "INTEGER", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: false),
                    former_password_hashes = table.Column<string>(type: "TEXT", nullable: false),
                    password_changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    password_is_breached = table.Column<bool>(type: "INTEGER", nullable: true),
                    password_breach_count = table.Column<int>(type: "INTEGER", nullable: true),
                    password_checked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    password_check_is_due = table.Column<bool>(type: "INTEGER", nullable: false),
                    must_change_password = table.Column<bool>(type: "INTEGER", nullable: false),
                    role_id = table.Column<long>(type: "INTEGER", nullable: true),
                    permissions_version = table.Column<int>(type: "INTEGER", nullable: false),
                    granted_keys = table.Column<string>(type: "TEXT", nullable: false),
                    revoked_keys = table.Column<string>(type: "TEXT", nullable: false),
                    spend_limit = table.Column<long>(type: "INTEGER", nullable: true),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_users", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "jobs_jobs",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    job_ref = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    contractor_id = table.Column<long>(type: "INTEGER", nullable: true),
                    assignment_state = table.Column<string>(type: "TEXT", nullable: false),
                    assigned_at = table.Column<long>(type: "INTEGER", nullable: true),
                    accepted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    completed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    hold_reason_code = table.Column<string>(type: "TEXT", nullable: true),
                    hold_reason = table.Column<string>(type: "TEXT", nullable: true),
                    hold_since = table.Column<long>(type: "INTEGER", nullable: true),
                    hold_resume_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    hold_held_from = table.Column<int>(type: "INTEGER", nullable: true),
                    report_work_done = table.Column<string>(type: "TEXT", nullable: true),
                    report_completed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    report_labour_hours = table.Column<decimal>(type: "TEXT", nullable: true),
                    report_materials_used = table.Column<string>(type: "TEXT", nullable: true),
                    report_follow_up_needed = table.Column<bool>(type: "INTEGER", nullable: true),
                    report_follow_up_notes = table.Column<string>(type: "TEXT", nullable: true),
                    report_completed_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    archived_from = table.Column<int>(type: "INTEGER", nullable: true),
                    created_via = table.Column<string>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: false),
                    priority_id = table.Column<int>(type: "INTEGER", nullable: false),
                    job_type_id = table.Column<int>(type: "INTEGER", nullable: false),
                    address_id = table.Column<long>(type: "INTEGER", nullable: false),
                    branch_id = table.Column<long>(type: "INTEGER", nullable: true),
                    agent_id = table.Column<long>(type: "INTEGER", nullable: true),
                    owner_id = table.Column<long>(type: "INTEGER", nullable: true),
                    tenant_ids = table.Column<string>(type: "TEXT", nullable: false),
                    tag_ids = table.Column<string>(type: "TEXT", nullable: false),
                    total_budget = table.Column<long>(type: "INTEGER", nullable: true),
                    contractor_budget = table.Column<long>(type: "INTEGER", nullable: true),
                    vat_percentage = table.Column<int>(type: "INTEGER", nullable: true),
                    cost_code = table.Column<string>(type: "TEXT", nullable: true),
                    external_ref = table.Column<string>(type: "TEXT", nullable: true),
                    works_order_ref = table.Column<string>(type: "TEXT", nullable: true),
                    invoice_no = table.Column<string>(type: "TEXT", nullable: true),
                    quote_no = table.Column<string>(type: "TEXT", nullable: true),
                    works_start = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    works_end = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    time_range_id = table.Column<int>(type: "INTEGER", nullable: true),
                    access_details = table.Column<string>(type: "TEXT", nullable: true),
                    private_contact_name = table.Column<string>(type: "TEXT", nullable: true),
                    private_contact_email = table.Column<string>(type: "TEXT", nullable: true),
                    private_contact_phone = table.Column<string>(type: "TEXT", nullable: true),
                    presence_required = table.Column<bool>(type: "INTEGER", nullable: false),
                    entry_permitted = table.Column<bool>(type: "INTEGER", nullable: true),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jobs_jobs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notifications_deliveries",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    event_type = table.Column<string>(type: "TEXT", nullable: true),
                    source_event_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    recipient_uuid = table.Column<Guid>(type: "TEXT", nullable: true),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    template_key = table.Column<string>(type: "TEXT", nullable: false),
                    variables = table.Column<string>(type: "TEXT", nullable: false),
                    secrets = table.Column<string>(type: "TEXT", nullable: true),
                    secrets_expire_at = table.Column<long>(type: "INTEGER", nullable: true),
                    body = table.Column<string>(type: "TEXT", nullable: true),
                    job_uuid = table.Column<Guid>(type: "TEXT", nullable: true),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    next_attempt_at = table.Column<long>(type: "INTEGER", nullable: true),
                    lease_owner = table.Column<string>(type: "TEXT", nullable: true),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: true),
                    peer_id = table.Column<string>(type: "TEXT", nullable: true),
                    peer_code = table.Column<string>(type: "TEXT", nullable: true),
                    peer_message = table.Column<string>(type: "TEXT", nullable: true),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    idempotency_key = table.Column<string>(type: "TEXT", nullable: false),
                    resend_of = table.Column<long>(type: "INTEGER", nullable: true),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notifications_deliveries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "core_remember_tokens",
                columns: table => new
                {
                    token_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    browser_id = table.Column<long>(type: "INTEGER", nullable: false),
                    used_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_remember_tokens", x => x.token_hash);
                    table.ForeignKey(
                        name: "fk_core_remember_tokens_core_remembered_browsers_browser_id",
                        column: x => x.browser_id,
                        principalTable: "core_remembered_browsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "core_user_branches",
                columns: table => new
                {
                    branch_id = table.Column<long>(type: "INTEGER", nullable: false),
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_core_user_branches", x => new { x.user_id, x.branch_id });
                    table.ForeignKey(
                        name: "fk_core_user_branches_core_users_user_id",
                        column: x => x.user_id,
                        principalTable: "core_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "jobs_commits",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    job_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    changes = table.Column<string>(type: "TEXT", nullable: false),
                    changed_fields = table.Column<string>(type: "TEXT", nullable: false),
                    author_id = table.Column<long>(type: "INTEGER", nullable: true),
                    author_type = table.Column<string>(type: "TEXT", nullable: true),
                    via = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    restores_commit_uuid = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jobs_commits", x => x.id);
                    table.ForeignKey(
                        name: "fk_jobs_commits_jobs_jobs_job_id",
                        column: x => x.job_id,
                        principalTable: "jobs_jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "jobs_pins",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    job_id = table.Column<long>(type: "INTEGER", nullable: false),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jobs_pins", x => x.id);
                    table.ForeignKey(
                        name: "fk_jobs_pins_jobs_jobs_job_id",
                        column: x => x.job_id,
                        principalTable: "jobs_jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "jobs_visits",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    job_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    start = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    end = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    time_range_id = table.Column<int>(type: "INTEGER", nullable: true),
                    proposed_by = table.Column<string>(type: "TEXT", nullable: true),
                    confirmed_by = table.Column<string>(type: "TEXT", nullable: true),
                    confirmed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    contractor_id = table.Column<long>(type: "INTEGER", nullable: true),
                    outcome_reason = table.Column<string>(type: "TEXT", nullable: true),
                    outcome_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    outcome_at = table.Column<long>(type: "INTEGER", nullable: true),
                    cancelled_by = table.Column<string>(type: "TEXT", nullable: true),
                    cancel_reason = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    slots = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jobs_visits", x => x.id);
                    table.ForeignKey(
                        name: "fk_jobs_visits_jobs_jobs_job_id",
                        column: x => x.job_id,
                        principalTable: "jobs_jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "core_audit_head",
                columns: new[] { "id", "hash", "number" },
                values: new object[] { 1, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, 0L });

            migrationBuilder.InsertData(
                table: "core_change_numbers",
                columns: new[] { "kind", "number" },
                values: new object[,]
                {
                    { 0, 1L },
                    { 1, 1L },
                    { 2, 1L },
                    { 3, 1L }
                });

            migrationBuilder.CreateIndex(
                name: "ix_core_account_types_type",
                table: "core_account_types",
                column: "type",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_account_types_uuid",
                table: "core_account_types",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_activity_acted_by_id_at",
                table: "core_activity",
                columns: new[] { "acted_by_id", "at" },
                filter: "acted_by_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_core_activity_at",
                table: "core_activity",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_core_activity_ip_token_at",
                table: "core_activity",
                columns: new[] { "ip_token", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_core_activity_job_uuid_at",
                table: "core_activity",
                columns: new[] { "job_uuid", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_core_activity_number",
                table: "core_activity",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_activity_resource_uuid_at",
                table: "core_activity",
                columns: new[] { "resource_uuid", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_core_activity_user_id_at",
                table: "core_activity",
                columns: new[] { "user_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_core_activity_uuid",
                table: "core_activity",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_addresses_branch_id",
                table: "core_addresses",
                column: "branch_id");

            migrationBuilder.CreateIndex(
                name: "ix_core_addresses_landlord_id",
                table: "core_addresses",
                column: "landlord_id");

            migrationBuilder.CreateIndex(
                name: "ix_core_addresses_postcode",
                table: "core_addresses",
                column: "postcode");

            migrationBuilder.CreateIndex(
                name: "ix_core_addresses_uuid",
                table: "core_addresses",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_alert_causes_component_kind_subject",
                table: "core_alert_causes",
                columns: new[] { "component", "kind", "subject" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_alert_causes_uuid",
                table: "core_alert_causes",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_alerts_component_kind_subject",
                table: "core_alerts",
                columns: new[] { "component", "kind", "subject" });

            migrationBuilder.CreateIndex(
                name: "ix_core_alerts_status_created_at",
                table: "core_alerts",
                columns: new[] { "status", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_core_alerts_updated_at",
                table: "core_alerts",
                column: "updated_at");

            migrationBuilder.CreateIndex(
                name: "ix_core_alerts_uuid",
                table: "core_alerts",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_appearances_user_id",
                table: "core_appearances",
                column: "user_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_appearances_uuid",
                table: "core_appearances",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_audit_days_last_number",
                table: "core_audit_days",
                column: "last_number");

            migrationBuilder.CreateIndex(
                name: "ix_core_branch_shares_shared_with_id",
                table: "core_branch_shares",
                column: "shared_with_id");

            migrationBuilder.CreateIndex(
                name: "ix_core_branches_code",
                table: "core_branches",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_branches_name",
                table: "core_branches",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_branches_uuid",
                table: "core_branches",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_contractors_uuid",
                table: "core_contractors",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_csrf_nonces_expires_at",
                table: "core_csrf_nonces",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_core_departures_at",
                table: "core_departures",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_core_departures_kind_audience_at",
                table: "core_departures",
                columns: new[] { "kind", "audience", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_core_document_types_uuid",
                table: "core_document_types",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_idempotency_created_at",
                table: "core_idempotency",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_core_inbox_handled_at",
                table: "core_inbox",
                column: "handled_at");

            migrationBuilder.CreateIndex(
                name: "ix_core_job_priorities_uuid",
                table: "core_job_priorities",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_job_statuses_uuid",
                table: "core_job_statuses",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_job_tags_uuid",
                table: "core_job_tags",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_job_types_uuid",
                table: "core_job_types",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_known_networks_last_used_at",
                table: "core_known_networks",
                column: "last_used_at");

            migrationBuilder.CreateIndex(
                name: "ix_core_landlords_uuid",
                table: "core_landlords",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_maintenance_mode_uuid",
                table: "core_maintenance_mode",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_name_tokens_kind_record_id",
                table: "core_name_tokens",
                columns: new[] { "kind", "record_id" });

            migrationBuilder.CreateIndex(
                name: "ix_core_one_time_codes_created_at",
                table: "core_one_time_codes",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_core_one_time_codes_user_id_purpose",
                table: "core_one_time_codes",
                columns: new[] { "user_id", "purpose" });

            migrationBuilder.CreateIndex(
                name: "ix_core_one_time_codes_uuid",
                table: "core_one_time_codes",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_one_time_links_expires_at",
                table: "core_one_time_links",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_core_one_time_links_token_hash",
                table: "core_one_time_links",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_one_time_links_user_id_purpose",
                table: "core_one_time_links",
                columns: new[] { "user_id", "purpose" });

            migrationBuilder.CreateIndex(
                name: "ix_core_one_time_links_uuid",
                table: "core_one_time_links",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_outbox_done_at_due_at",
                table: "core_outbox",
                columns: new[] { "done_at", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_core_outbox_event_id",
                table: "core_outbox",
                column: "event_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_outbox_ordering_key_sequence",
                table: "core_outbox",
                columns: new[] { "ordering_key", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_core_password_reset_requests_created_at",
                table: "core_password_reset_requests",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_core_password_reset_requests_uuid",
                table: "core_password_reset_requests",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_rate_limit_rules_method_path",
                table: "core_rate_limit_rules",
                columns: new[] { "method", "path" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_rate_limit_rules_uuid",
                table: "core_rate_limit_rules",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_remember_tokens_browser_id",
                table: "core_remember_tokens",
                column: "browser_id");

            migrationBuilder.CreateIndex(
                name: "ix_core_remembered_browsers_expires_at",
                table: "core_remembered_browsers",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_core_remembered_browsers_user_id",
                table: "core_remembered_browsers",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_core_remembered_browsers_uuid",
                table: "core_remembered_browsers",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_roles_name_key",
                table: "core_roles",
                column: "name_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_roles_uuid",
                table: "core_roles",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_second_factors_user_id",
                table: "core_second_factors",
                column: "user_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_second_factors_uuid",
                table: "core_second_factors",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_security_events_at",
                table: "core_security_events",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_core_security_events_ip_token_at",
                table: "core_security_events",
                columns: new[] { "ip_token", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_core_security_events_user_id_at",
                table: "core_security_events",
                columns: new[] { "user_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_core_security_events_uuid",
                table: "core_security_events",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_sessions_expires_at",
                table: "core_sessions",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_core_sessions_former_token_hash",
                table: "core_sessions",
                column: "former_token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_sessions_handle",
                table: "core_sessions",
                column: "handle",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_sessions_remembered_browser_id",
                table: "core_sessions",
                column: "remembered_browser_id");

            migrationBuilder.CreateIndex(
                name: "ix_core_sessions_token_hash",
                table: "core_sessions",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_sessions_user_id",
                table: "core_sessions",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_core_sessions_uuid",
                table: "core_sessions",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_tenants_address_id",
                table: "core_tenants",
                column: "address_id");

            migrationBuilder.CreateIndex(
                name: "ix_core_tenants_uuid",
                table: "core_tenants",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_time_ranges_uuid",
                table: "core_time_ranges",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_trusted_devices_expires_at",
                table: "core_trusted_devices",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_core_user_branches_branch_id",
                table: "core_user_branches",
                column: "branch_id");

            migrationBuilder.CreateIndex(
                name: "ix_core_users_account_type",
                table: "core_users",
                column: "account_type");

            migrationBuilder.CreateIndex(
                name: "ix_core_users_contractor_id",
                table: "core_users",
                column: "contractor_id");

            migrationBuilder.CreateIndex(
                name: "ix_core_users_email_token",
                table: "core_users",
                column: "email_token",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_core_users_phone_token",
                table: "core_users",
                column: "phone_token");

            migrationBuilder.CreateIndex(
                name: "ix_core_users_role_id",
                table: "core_users",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "ix_core_users_uuid",
                table: "core_users",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_jobs_commits_job_id_number",
                table: "jobs_commits",
                columns: new[] { "job_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_jobs_commits_uuid",
                table: "jobs_commits",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_jobs_jobs_address_id_id",
                table: "jobs_jobs",
                columns: new[] { "address_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_jobs_agent_id_created_at",
                table: "jobs_jobs",
                columns: new[] { "agent_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_jobs_branch_id_created_at_id_status",
                table: "jobs_jobs",
                columns: new[] { "branch_id", "created_at", "id", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_jobs_completed_at",
                table: "jobs_jobs",
                column: "completed_at");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_jobs_contractor_id_created_at",
                table: "jobs_jobs",
                columns: new[] { "contractor_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_jobs_created_at_id_status",
                table: "jobs_jobs",
                columns: new[] { "created_at", "id", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_jobs_external_ref",
                table: "jobs_jobs",
                column: "external_ref",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_jobs_jobs_hold_resume_on",
                table: "jobs_jobs",
                column: "hold_resume_on");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_jobs_job_ref",
                table: "jobs_jobs",
                column: "job_ref",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_jobs_jobs_status_created_at",
                table: "jobs_jobs",
                columns: new[] { "status", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_jobs_updated_at",
                table: "jobs_jobs",
                column: "updated_at");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_jobs_uuid",
                table: "jobs_jobs",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_jobs_jobs_works_start",
                table: "jobs_jobs",
                column: "works_start");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_pins_account_id_job_id",
                table: "jobs_pins",
                columns: new[] { "account_id", "job_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_jobs_pins_job_id",
                table: "jobs_pins",
                column: "job_id");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_pins_uuid",
                table: "jobs_pins",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_jobs_visits_contractor_id_status_start",
                table: "jobs_visits",
                columns: new[] { "contractor_id", "status", "start" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_visits_job_id_number",
                table: "jobs_visits",
                columns: new[] { "job_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_jobs_visits_start",
                table: "jobs_visits",
                column: "start");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_visits_status_start",
                table: "jobs_visits",
                columns: new[] { "status", "start" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_visits_uuid",
                table: "jobs_visits",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_notifications_deliveries_idempotency_key",
                table: "notifications_deliveries",
                column: "idempotency_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_notifications_deliveries_job_uuid",
                table: "notifications_deliveries",
                column: "job_uuid");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_deliveries_status_next_attempt_at",
                table: "notifications_deliveries",
                columns: new[] { "status", "next_attempt_at" });

            migrationBuilder.CreateIndex(
                name: "ix_notifications_deliveries_status_updated_at",
                table: "notifications_deliveries",
                columns: new[] { "status", "updated_at" });

            migrationBuilder.CreateIndex(
                name: "ix_notifications_deliveries_uuid",
                table: "notifications_deliveries",
                column: "uuid",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "core_account_types");

            migrationBuilder.DropTable(
                name: "core_activity");

            migrationBuilder.DropTable(
                name: "core_addresses");

            migrationBuilder.DropTable(
                name: "core_alert_causes");

            migrationBuilder.DropTable(
                name: "core_alerts");

            migrationBuilder.DropTable(
                name: "core_appearances");

            migrationBuilder.DropTable(
                name: "core_audit_days");

            migrationBuilder.DropTable(
                name: "core_audit_head");

            migrationBuilder.DropTable(
                name: "core_branch_shares");

            migrationBuilder.DropTable(
                name: "core_branches");

            migrationBuilder.DropTable(
                name: "core_change_numbers");

            migrationBuilder.DropTable(
                name: "core_contractors");

            migrationBuilder.DropTable(
                name: "core_csrf_nonces");

            migrationBuilder.DropTable(
                name: "core_departures");

            migrationBuilder.DropTable(
                name: "core_document_types");

            migrationBuilder.DropTable(
                name: "core_failed_handlings");

            migrationBuilder.DropTable(
                name: "core_id_numbers");

            migrationBuilder.DropTable(
                name: "core_idempotency");

            migrationBuilder.DropTable(
                name: "core_inbox");

            migrationBuilder.DropTable(
                name: "core_installation");

            migrationBuilder.DropTable(
                name: "core_integrity_baselines");

            migrationBuilder.DropTable(
                name: "core_job_priorities");

            migrationBuilder.DropTable(
                name: "core_job_statuses");

            migrationBuilder.DropTable(
                name: "core_job_tags");

            migrationBuilder.DropTable(
                name: "core_job_types");

            migrationBuilder.DropTable(
                name: "core_known_networks");

            migrationBuilder.DropTable(
                name: "core_landlords");

            migrationBuilder.DropTable(
                name: "core_maintenance_mode");

            migrationBuilder.DropTable(
                name: "core_name_tokens");

            migrationBuilder.DropTable(
                name: "core_one_time_codes");

            migrationBuilder.DropTable(
                name: "core_one_time_links");

            migrationBuilder.DropTable(
                name: "core_outbox");

            migrationBuilder.DropTable(
                name: "core_password_reset_requests");

            migrationBuilder.DropTable(
                name: "core_rate_limit_rules");

            migrationBuilder.DropTable(
                name: "core_remember_tokens");

            migrationBuilder.DropTable(
                name: "core_roles");

            migrationBuilder.DropTable(
                name: "core_second_factors");

            migrationBuilder.DropTable(
                name: "core_security_events");

            migrationBuilder.DropTable(
                name: "core_sessions");

            migrationBuilder.DropTable(
                name: "core_settings");

            migrationBuilder.DropTable(
                name: "core_sign_in_addresses");

            migrationBuilder.DropTable(
                name: "core_sign_in_counters");

            migrationBuilder.DropTable(
                name: "core_sign_in_devices");

            migrationBuilder.DropTable(
                name: "core_tenants");

            migrationBuilder.DropTable(
                name: "core_time_ranges");

            migrationBuilder.DropTable(
                name: "core_trusted_devices");

            migrationBuilder.DropTable(
                name: "core_user_branches");

            migrationBuilder.DropTable(
                name: "jobs_commits");

            migrationBuilder.DropTable(
                name: "jobs_pins");

            migrationBuilder.DropTable(
                name: "jobs_visits");

            migrationBuilder.DropTable(
                name: "notifications_deliveries");

            migrationBuilder.DropTable(
                name: "core_remembered_browsers");

            migrationBuilder.DropTable(
                name: "core_users");

            migrationBuilder.DropTable(
                name: "jobs_jobs");
        }
    }
}
