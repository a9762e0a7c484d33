namespace PropOps.Infrastructure.Files;

/// <summary>Tells a disk without room from a fault of ours: what needs some is refused until there is some again (API-9).</summary>
public static class DiskFull
{
    private const int NoSpace = 28;
    private const int NoSpaceOnWindows = 0x70;

    public static bool Is(Exception? exception) => exception is IOException && (exception.HResult & 0xFFFF) is NoSpace or NoSpaceOnWindows;
}
