using PropOps.TestHost;

return args switch
{
    ["crash-host", ..] => await CrashHost.Run(args),
    ["smtp-peer", ..] => await SmtpPeer.Run(args),
    ["sign-in-load", _] => await SignInLoad.Run(args),
    ["otlp-peer"] => await OtlpPeer.Run(),
    _ => await Usage(),
};

static async Task<int> Usage()
{
    await Console.Error.WriteLineAsync($"usage: {CrashHost.Usage}\n       {SmtpPeer.Usage}\n       {SignInLoad.Usage}\n       {OtlpPeer.Usage}");
    return 2;
}
