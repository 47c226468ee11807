using System.Management.Automation;
using HaControlPlane.Nodes;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Errors;

/// <summary>Every error these cmdlets write, each with its line of the catalogue: docs/errors.md.</summary>
internal static class ErrorRecords
{
    /// <summary>A rule refuses the topology.</summary>
    public static ErrorRecord FromFinding(Finding finding, object? target = null) =>
        Create(
            ErrorsCatalogue.Find(finding.Id),
            string.Join(": ", new[] { finding.Location?.ToString() ?? finding.Node ?? finding.Path, finding.What }.OfType<string>()) + " " + finding.Why,
            target ?? finding,
            fix: finding.Fix);

    /// <summary>A node cannot be reached or cannot do what it was told.</summary>
    public static ErrorRecord FromNode(NodeError error) =>
        Create(ErrorsCatalogue.Find(error.Id), $"{error.Node.Name}: {error.What}", error.Node, new NodeException(error), error.Fix);

    /// <summary>A transport was chosen for all nodes and is not there; no node was contacted.</summary>
    public static ErrorRecord TransportMissing(ErrorInfo info, TransportKind kind) =>
        Create(info, $"{info.What} No node was contacted.", kind);

    /// <summary>A topology with errors is not acted on.</summary>
    public static ErrorRecord TopologyRefused(string name, ControlPlaneTopology? topology) =>
        Create(InputErrors.TopologyRefused, $"The topology '{name}' is refused; no node was contacted.", topology ?? (object)name);

    /// <summary>Two files for one place, or one node described in two ways.</summary>
    public static ErrorRecord ContradictingFile(NodeFile file) =>
        Create(InputErrors.ContradictingFile, $"{file} contradicts another file: the same place has other text, or its node is described in another way.", file);

    /// <summary>Two nodes of one name.</summary>
    public static ErrorRecord ContradictingNode(ControlPlaneNode node) =>
        Create(InputErrors.ContradictingNode, $"Two nodes are called '{node.Name}' and are described in different ways.", node);

    /// <summary>Text that is no address range.</summary>
    public static ErrorRecord NotARange(string text) => Create(InputErrors.NotARange, $"'{text}' is not an address range.", text);

    /// <summary>Another file where a manifest is expected.</summary>
    public static ErrorRecord NotAManifest(NodeFile file) => Create(InputErrors.NotAManifest, $"{file} is not a static pod manifest.", file);

    /// <summary>Names, addresses or host names differ in number.</summary>
    public static ErrorRecord UnevenNodeLists(string[] names) =>
        Create(InputErrors.UnevenNodeLists, $"There are {names.Length} names, but not as many addresses or host names.", names);

    /// <summary>No file by that name.</summary>
    public static ErrorRecord NoSuchFile(string path) => Create(InputErrors.NoSuchFile, $"There is no file '{path}'.", path);

    /// <summary>An id that no catalogue has.</summary>
    public static ErrorRecord NoSuchId(string id) => Create(
        InputErrors.NoSuchId, $"There is no id '{id}'.{(ExplanationCatalogue.Nearest(id) is { } nearest ? $" Did you mean {nearest}?" : "")}", id);

    /// <summary>A directory, or a file in it, cannot be read.</summary>
    public static ErrorRecord NoDirectory(string path, Exception cause) =>
        Create(InputErrors.NoDirectory, $"The directory '{path}' cannot be read: {cause.Message}", path, cause);

    /// <summary>A path of the registry, a variable or another provider.</summary>
    public static ErrorRecord NotAFile(string path, string provider) =>
        Create(InputErrors.NotAFile, $"'{path}' belongs to the {provider} provider; only files can be read and written.", path);

    /// <summary>A file here could not be written.</summary>
    public static ErrorRecord NotWritten(string file, Exception cause) =>
        Create(InputErrors.FileNotWritten, $"'{file}' was not written: {cause.Message}", file, cause);

    /// <summary>A file of certificate authorities could not be used.</summary>
    public static ErrorRecord NoAuthorities(string file, Exception cause) =>
        Create(InputErrors.NoAuthorities, $"'{file}' cannot be used as a certificate authority: {cause.Message}", file, cause);

    /// <summary>Nodes do not look at the certificate.</summary>
    public static ErrorRecord AuthoritiesWithFrom(string file) =>
        Create(InputErrors.AuthoritiesWithFrom, "A node that is asked with -From does not judge the certificate, so -CaFilePath cannot be used with it.", file);

    private static ErrorRecord Create(ErrorInfo info, string what, object? target, Exception? cause = null, string? fix = null) =>
        new(cause ?? new InvalidOperationException(what), info.Id, Enum.Parse<ErrorCategory>(info.Class.ToString()), target)
        {
            ErrorDetails = new ErrorDetails(what) { RecommendedAction = fix ?? info.Fix },
        };
}
