using System.ComponentModel;
using System.Diagnostics;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Configuration;

namespace PropOps.Infrastructure.Files;

/// <summary>
/// The first image of a HEIC or HEIF file as JPEG, by Debian's <c>heif-convert</c>: a process of its own, with limits of its
/// own, since the format is decoded by no library of ours.
/// </summary>
internal sealed class HeifConverter(DataFolder data, string program = "heif-convert")
{
    private const string Refusal = "HEIC and HEIF images can be taken only where heif-convert is installed";
    private const long AddressSpace = 1L << 30;
    private const int Seconds = 10;
    private const int NotFound = 127;

    /// <returns>null where it cannot be read.</returns>
    /// <exception cref="UnsupportedMediaTypeRefusal">the program is not there.</exception>
    public async Task<MemoryStream?> ToJpeg(Stream heif, CancellationToken cancellationToken)
    {
        var folder = data.Folder(Path.Combine(TemporaryArea.Folder, Path.GetRandomFileName()));
        try
        {
            var (from, to) = (Path.Combine(folder, "in.heic"), Path.Combine(folder, "out.jpg"));
            await using (var copy = File.Create(from))
            {
                await heif.CopyToAsync(copy, cancellationToken);
            }

            if (!await Convert(from, to, cancellationToken))
            {
                return null;
            }

            // A file of several images is written as out-1.jpg, out-2.jpg and so on.
            var first = File.Exists(to) ? to : Path.Combine(folder, "out-1.jpg");
            return File.Exists(first) ? new MemoryStream(await File.ReadAllBytesAsync(first, cancellationToken)) : null;
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<bool> Convert(string from, string to, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("prlimit", [$"--as={AddressSpace}", $"--cpu={Seconds}", "--", program, "-q", "90", from, to])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new UnsupportedMediaTypeRefusal(Refusal);
        }

        using (process)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(Seconds));
            try
            {
                await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
                cancellationToken.ThrowIfCancellationRequested();
                return false;
            }

            return process.ExitCode == NotFound ? throw new UnsupportedMediaTypeRefusal(Refusal) : process.ExitCode == 0;
        }
    }
}
