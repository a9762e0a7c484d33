using static PropOps.Domain.Identity.AccountType;

namespace PropOps.Domain.Lookups;

/// <summary>The lists as a new installation has them. Ids are published and never change meaning.</summary>
public static class SeededLookups
{
    public static IReadOnlyList<StatusLookup> Statuses { get; } =
    [
        new() { Id = 1, Name = "Open", Stage = "new", IsOpen = true, Colour = "#2563eb", PublicLabel = "Reported", SortOrder = 1, IsSystem = true },
        new() { Id = 2, Name = "Quoting", Stage = "new", IsOpen = true, Colour = "#7c3aed", PublicLabel = "Getting quotes", SortOrder = 2, IsSystem = true },
        new() { Id = 3, Name = "Assigned", Stage = "assigned", IsOpen = true, Colour = "#0891b2", PublicLabel = "Contractor found", SortOrder = 3, IsSystem = true },
        new() { Id = 4, Name = "In Progress", Stage = "in_progress", IsOpen = true, Colour = "#d97706", PublicLabel = "Work in progress", SortOrder = 4, IsSystem = true },
        new() { Id = 5, Name = "On Hold", Stage = "in_progress", IsOpen = true, Colour = "#a16207", PublicLabel = "On hold", SortOrder = 5, IsSystem = true },
        new() { Id = 6, Name = "Completed", Stage = "completed", IsOpen = false, Colour = "#16a34a", PublicLabel = "Completed", SortOrder = 6, IsSystem = true },
        new() { Id = 7, Name = "Closed", Stage = "closed", IsOpen = false, Colour = "#475569", PublicLabel = "Completed", SortOrder = 7, IsSystem = true },
        new() { Id = 8, Name = "Recalled", Stage = "assigned", IsOpen = true, Colour = "#dc2626", PublicLabel = "Follow-up visit", SortOrder = 8, IsSystem = true },
        new() { Id = 9, Name = "Invoiced", Stage = "invoiced", IsOpen = false, Colour = "#15803d", PublicLabel = "Completed", SortOrder = 9, IsSystem = true },
        new() { Id = 10, Name = "Cancelled", Stage = "cancelled", IsOpen = false, Colour = "#6b7280", PublicLabel = "Cancelled", SortOrder = 10, IsSystem = true },
        new() { Id = 11, Name = "Archived", Stage = "archived", IsOpen = false, Colour = "#9ca3af", PublicLabel = null, SortOrder = 11, IsSystem = true },
    ];

    public static IReadOnlyList<PriorityLookup> Priorities { get; } =
    [
        new() { Id = 1, Name = "Low", Rank = 4, ResponseHours = 50, CompletionHours = 200, Counts = ClockCounts.Business, Colour = "#64748b", SortOrder = 1 },
        new() { Id = 2, Name = "Medium", Rank = 3, ResponseHours = 20, CompletionHours = 70, Counts = ClockCounts.Business, Colour = "#2563eb", SortOrder = 2 },
        new() { Id = 3, Name = "High", Rank = 2, ResponseHours = 8, CompletionHours = 30, Counts = ClockCounts.Business, Colour = "#ea580c", SortOrder = 3 },
        new() { Id = 4, Name = "Critical", Rank = 1, ResponseHours = 4, CompletionHours = 24, Counts = ClockCounts.Always, Colour = "#dc2626", SortOrder = 4 },
    ];

    public static IReadOnlyList<JobTypeLookup> JobTypes { get; } =
    [
        new() { Id = 1, Name = "Plumbing", SortOrder = 1 },
        new() { Id = 2, Name = "Electrical", RequiredCertType = "Electrical registration", SortOrder = 2 },
        new() { Id = 3, Name = "Gas & Heating", RequiredCertType = "Gas Safe Certificate", TitleSuggestion = "Boiler repair", SortOrder = 3 },
        new() { Id = 4, Name = "General Maintenance", SortOrder = 4 },
        new() { Id = 5, Name = "Gas Safety", RequiredCertType = "Gas Safe Certificate", DocumentTypeId = 1, TitleSuggestion = "Annual gas safety check", SortOrder = 5 },
        new() { Id = 6, Name = "EICR", RequiredCertType = "Electrical registration", DocumentTypeId = 2, TitleSuggestion = "Electrical installation condition report", SortOrder = 6 },
        new() { Id = 7, Name = "Roofing & Guttering", SortOrder = 7 },
        new() { Id = 8, Name = "Damp & Mould", SortOrder = 8 },
        new() { Id = 9, Name = "Appliances", SortOrder = 9 },
        new() { Id = 10, Name = "Locks & Security", SortOrder = 10 },
        new() { Id = 11, Name = "Drainage", SortOrder = 11 },
        new() { Id = 12, Name = "Pest Control", SortOrder = 12 },
        new() { Id = 13, Name = "Carpentry & Joinery", SortOrder = 13 },
        new() { Id = 14, Name = "Painting & Decorating", SortOrder = 14 },
        new() { Id = 15, Name = "Windows & Doors", SortOrder = 15 },
        new() { Id = 16, Name = "Fire Safety", DocumentTypeId = 4, SortOrder = 16 },
        new() { Id = 17, Name = "Cleaning & Clearance", SortOrder = 17 },
        new() { Id = 18, Name = "Gardening & Grounds", SortOrder = 18 },
        new() { Id = 19, Name = "Inspection", DocumentTypeId = 9, SortOrder = 19 },
        new() { Id = 20, Name = "Other", SortOrder = 20, IsSystem = true },
    ];

    public static IReadOnlyList<TimeRangeLookup> TimeRanges { get; } =
    [
        new() { Id = 1, Name = "Any time", SortOrder = 1, IsSystem = true },
        new() { Id = 2, Name = "Morning", Start = new TimeOnly(8, 0), End = new TimeOnly(12, 0), SortOrder = 2 },
        new() { Id = 3, Name = "Afternoon", Start = new TimeOnly(12, 0), End = new TimeOnly(17, 0), SortOrder = 3 },
        new() { Id = 4, Name = "Evening", Start = new TimeOnly(17, 0), End = new TimeOnly(20, 0), SortOrder = 4 },
        new() { Id = 5, Name = "All day", Start = new TimeOnly(8, 0), End = new TimeOnly(17, 0), SortOrder = 5, IsSystem = true },
        new() { Id = 6, Name = "08:00-10:00", Start = new TimeOnly(8, 0), End = new TimeOnly(10, 0), SortOrder = 6 },
        new() { Id = 7, Name = "10:00-12:00", Start = new TimeOnly(10, 0), End = new TimeOnly(12, 0), SortOrder = 7 },
        new() { Id = 8, Name = "12:00-14:00", Start = new TimeOnly(12, 0), End = new TimeOnly(14, 0), SortOrder = 8 },
        new() { Id = 9, Name = "14:00-16:00", Start = new TimeOnly(14, 0), End = new TimeOnly(16, 0), SortOrder = 9 },
        new() { Id = 10, Name = "16:00-18:00", Start = new TimeOnly(16, 0), End = new TimeOnly(18, 0), SortOrder = 10 },
    ];

    public static IReadOnlyList<DocumentTypeLookup> DocumentTypes { get; } =
    [
        new() { Id = 1, Name = "Gas Safety Certificate", Expires = true, VisibleTo = [Agent, Contractor, Landlord, Tenant], SortOrder = 1 },
        new() { Id = 2, Name = "Electrical Installation Condition Report", Expires = true, VisibleTo = [Agent, Contractor, Landlord, Tenant], SortOrder = 2 },
        new() { Id = 3, Name = "Energy Performance Certificate", Expires = true, VisibleTo = [Agent, Landlord, Tenant], SortOrder = 3 },
        new() { Id = 4, Name = "Fire Risk Assessment", Expires = true, VisibleTo = [Agent, Contractor, Landlord], SortOrder = 4 },
        new() { Id = 5, Name = "Contractor Invoice", VisibleTo = [Contractor], SortOrder = 5 },
        new() { Id = 6, Name = "Quote", VisibleTo = [], SortOrder = 6 },
        new() { Id = 7, Name = "Works Order", VisibleTo = [Agent, Contractor], SortOrder = 7, IsSystem = true },
        new() { Id = 8, Name = "Completion Report", VisibleTo = [Agent, Contractor, Landlord], SortOrder = 8 },
        new() { Id = 9, Name = "Inspection Report", VisibleTo = [Agent, Contractor, Landlord], SortOrder = 9 },
        new() { Id = 10, Name = "Risk Assessment and Method Statement", VisibleTo = [Agent, Contractor], SortOrder = 10 },
        new() { Id = 11, Name = "Warranty", Expires = true, VisibleTo = [Agent, Landlord, Tenant], SortOrder = 11 },
        new() { Id = 12, Name = "Correspondence", VisibleTo = [Agent], SortOrder = 12 },
        new() { Id = 13, Name = "Video", VisibleTo = [Agent, Contractor, Landlord], SortOrder = 13 },
        new() { Id = 14, Name = "Other", VisibleTo = [Agent, Contractor], SortOrder = 14, IsSystem = true },
    ];

    public static IReadOnlyList<TagLookup> Tags { get; } =
    [
        new() { Id = 1, Name = "Emergency", Colour = "#dc2626", SortOrder = 1 },
        new() { Id = 2, Name = "Warranty", Colour = "#0d9488", SortOrder = 2 },
        new() { Id = 3, Name = "Insurance claim", Colour = "#7c3aed", SortOrder = 3 },
        new() { Id = 4, Name = "Health and safety", Colour = "#ea580c", SortOrder = 4 },
        new() { Id = 5, Name = "Void property", Colour = "#64748b", SortOrder = 5 },
        new() { Id = 6, Name = "Landlord to pay", Colour = "#2563eb", SortOrder = 6 },
        new() { Id = 7, Name = "Recharge to tenant", Colour = "#b45309", SortOrder = 7 },
        new() { Id = 8, Name = "Compliance", Colour = "#15803d", SortOrder = 8 },
        new() { Id = 9, Name = "Follow-up", Colour = "#db2777", SortOrder = 9 },
    ];
}
