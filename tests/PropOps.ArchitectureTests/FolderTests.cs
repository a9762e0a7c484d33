using PropOps.ArchitectureTests.House;

namespace PropOps.ArchitectureTests;

public sealed class FolderTests
{
    private static readonly string[] TechnicalKinds = ["Commands", "Handlers", "Validators", "Dtos", "Common", "Helpers", "Utils"];

    [Test]
    public void A_folder_is_a_feature_and_no_technical_kind() =>
        Rule.ForEvery(
            Repository.Folders(Repository.Source).Select(folder => Path.GetRelativePath(Repository.Root, folder)),
            folder => !TechnicalKinds.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase),
            "is named after a technical kind");
}
