namespace HaControlPlane.SshNet.Files;

/// <summary>The SSH client's configuration asks for what this transport does not do; going on without it might reach somebody else.</summary>
internal sealed class ConfigurationException(string what) : Exception(what);
