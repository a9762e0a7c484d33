using System.Diagnostics;

namespace PropOps.EndToEndTests;

/// <summary>A data folder on a file system of its own, which can be filled. Mounting needs root.</summary>
public sealed class SmallDisk : DataFolder
{
    private const int Megabytes = 48;

    public SmallDisk() => Command("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m,mode=700", "tmpfs", Root);

    private string Ballast => Path.Combine(Root, "ballast");

    /// <summary>To the last byte.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(page);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void MakeRoom() => File.Delete(Ballast);

    protected override void Dispose(bool disposing)
    {
        Command("umount", Root);
        base.Dispose(disposing);
    }

    private static void Command(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program}: {said}");
        }
    }
}
