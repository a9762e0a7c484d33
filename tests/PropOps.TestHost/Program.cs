using PropOps.TestHost;

return args switch
{
    ["crash-host", ..] => await CrashHost.Run(args),
    ["smtp-peer", ..] => await SmtpPeer.Run(args),
    ["search-load", _] => await SearchLoad.Run(args),
    _ => await Usage(),
};

static async Task<int> Usage()
{
    await Console.Error.WriteLineAsync($"usage: {CrashHost.Usage}\n       {SmtpPeer.Usage}\n       {SearchLoad.Usage}");
    return 2;
}
