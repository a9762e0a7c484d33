using AutoMapper;
using PropOps.Domain.Lookups;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>
/// Lookups as a job form shows them. Each map has a depth, and none takes what a client sent: without either, AutoMapper 14
/// follows records into themselves without end (GHSA-rvv3-g6hj-g44x).
/// </summary>
internal sealed class LookupMaps : Profile
{
    private const int Flat = 1;

    public LookupMaps()
    {
        CreateMap<StatusLookup, StatusItem>().MaxDepth(Flat).ForCtorParam(nameof(StatusItem.Open), item => item.MapFrom(row => row.IsOpen));
        CreateMap<PriorityLookup, PriorityItem>().MaxDepth(Flat);
        CreateMap<JobTypeLookup, JobTypeItem>().MaxDepth(Flat)
            .ForCtorParam(nameof(JobTypeItem.DocumentTemplate), item => item.MapFrom(_ => (string?)null))
            .ForCtorParam(nameof(JobTypeItem.Checklist), item => item.MapFrom(_ => Array.Empty<ChecklistItem>()))
            .ForCtorParam(nameof(JobTypeItem.StageTargets), item => item.MapFrom(_ => Array.Empty<StageTarget>()));
        CreateMap<TimeRangeLookup, TimeRangeItem>().MaxDepth(Flat);
        CreateMap<DocumentTypeLookup, DocumentTypeItem>().MaxDepth(Flat);
        CreateMap<TagLookup, TagItem>().MaxDepth(Flat);
    }
}
