using Microsoft.Extensions.Configuration;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Configuration;
using PropOps.Infrastructure.Files;

namespace PropOps.UnitTests.Files;

public sealed class LocalFileStoreTests
{
    private DirectoryInfo _root = null!;

    private string Temporary => Path.Combine(_root.FullName, "files", "temporary");

    private DataFolder Data => new(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("PROPOPS_DATA", (string?)_root.FullName)]).Build());

    [SetUp]
    public void Begin() => _root = Directory.CreateTempSubdirectory("propops-files-");

    [TearDown]
    public void End() => _root.Delete(recursive: true);

    [Test]
    public async Task What_is_kept_is_there_until_it_is_deleted()
    {
        var (store, id) = (new LocalFileStore(Data), Guid.CreateVersion7());
        await store.Save(id, "bytes"u8.ToArray(), default);
        using (var kept = new StreamReader(store.Open(id)!))
        {
            Assert.That(await kept.ReadToEndAsync(), Is.EqualTo("bytes"));
        }

        await store.Delete(id);
        await store.Delete(id);

        Assert.That(store.Open(id), Is.Null);
        Assert.That(Directory.EnumerateFiles(_root.FullName, "*", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public void What_is_temporary_has_no_name_that_could_be_left_behind()
    {
        using var file = new LocalFileStore(Data).OpenTemporary();
        file.Write("bytes"u8);
        file.Position = 0;

        Assert.That(file.ReadByte(), Is.EqualTo('b'));
        Assert.That(Directory.EnumerateFiles(Temporary), Is.Empty);
    }

    [Test]
    public void What_a_killed_process_left_goes_and_what_another_node_works_on_stays()
    {
        var (left, folder, fresh) = (Path.Combine(Temporary, "left"), Path.Combine(Temporary, "folder"), Path.Combine(Temporary, "fresh"));
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "in.heic"), "");
        File.WriteAllText(left, "");
        File.WriteAllText(fresh, "");
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(-2));
        Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow.AddHours(-2));
        _ = new LocalFileStore(Data);

        Assert.That(Directory.EnumerateFileSystemEntries(Temporary), Is.EqualTo(new[] { fresh }));
    }

    [Test]
    public void Without_its_program_a_phones_picture_is_refused_by_the_programs_name()
    {
        var converter = new HeifConverter(Data, "no-such-program");

        Assert.That(
            async () => await converter.ToJpeg(new MemoryStream([1, 2, 3]), default),
            Throws.InstanceOf<UnsupportedMediaTypeRefusal>().With.Message.Contains("heif-convert"));
        Assert.That(Directory.EnumerateFileSystemEntries(Temporary), Is.Empty);
    }

    [Test]
    public void A_disk_without_room_is_told_from_a_fault() => Assert.That(
        (DiskFull.Is(new IOException("full", 28)), DiskFull.Is(new IOException("other", 5)), DiskFull.Is(new InvalidOperationException())),
        Is.EqualTo((true, false, false)));
}
