namespace HaControlPlane.Topology.Reading;

/// <summary>Reads the top <c>ssh</c> mapping and those of single nodes, which override it key by key.</summary>
internal static class SshSection
{
    /// <summary>The options of a mapping. A key that is there but empty takes the common value away again.</summary>
    public static SshOptions Read(MappingReader section, SshOptions common, string file, bool ofNode)
    {
        var options = new SshOptions
        {
            HostName = ofNode ? section.Text("host") : null,
            User = Over("user", section.Text("user"), common.User),
            Port = section.Integer("port") ?? (section.Has("port") ? null : common.Port),
            KeyFile = Over("keyFile", LocalPath(section.Text("keyFile"), file), common.KeyFile),
            KnownHosts = Over("knownHosts", LocalPath(section.Text("knownHosts"), file), common.KnownHosts),
            Become = section.Choice("become", TopologyWords.Become) ?? (section.Has("become") ? BecomeMethod.None : common.Become),
            Transport = section.Choice("transport", TopologyWords.Transports) ?? (section.Has("transport") ? TransportKind.Auto : common.Transport),
            Jump = Over("jump", section.Text("jump"), common.Jump),
            ConfigFile = Over("configFile", LocalPath(section.Text("configFile"), file), common.ConfigFile),
            KeepConnections = section.Flag("keepConnections") ?? (section.Has("keepConnections") || common.KeepConnections),
        };
        section.RefuseOthers();
        return options;

        string? Over(string key, string? own, string? inherited) => own ?? (section.Has(key) ? null : inherited);
    }

    /// <summary>A path as the caller's machine understands it: <c>~/</c> is home, anything relative starts at the topology's folder.</summary>
    private static string? LocalPath(string? path, string file)
    {
        // Paths no file system takes are left to the rules, which name them.
        if (string.IsNullOrEmpty(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            return path;
        }

        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~\\", StringComparison.Ordinal))
        {
            return Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[1..]);
        }

        var folder = file.Length == 0 || file.Contains('\0', StringComparison.Ordinal) ? null : Path.GetDirectoryName(Path.GetFullPath(file));
        return Path.GetFullPath(path, folder ?? Environment.CurrentDirectory);
    }
}
