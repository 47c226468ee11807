using System.Management.Automation;
using HaControlPlane.Nodes;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Errors;

/// <summary>Every error these cmdlets write: id, category, target and what to do, on one page.</summary>
internal static class ErrorRecords
{
    /// <summary>A rule refuses the topology.</summary>
    public static ErrorRecord FromFinding(Finding finding, object? target = null) =>
        Create(
            string.Join(": ", new[] { finding.Location?.ToString() ?? finding.Node ?? finding.Path, finding.What }.OfType<string>()) + " " + finding.Why,
            finding.Id,
            ErrorCategory.InvalidData,
            target ?? finding,
            finding.Fix);

    /// <summary>A node cannot be reached or cannot do what it was told.</summary>
    public static ErrorRecord FromNode(NodeError error) =>
        Create($"{error.Node.Name}: {error.What}", error.Id, NodeErrorCategory.Of(error.Kind), error.Node, error.Fix, new NodeException(error));

    /// <summary>A topology with errors is not acted on.</summary>
    public static ErrorRecord TopologyRefused(string name, ControlPlaneTopology? topology) =>
        Create($"The topology '{name}' is refused; no node was contacted.", "TopologyRefused", ErrorCategory.InvalidData, topology ?? (object)name,
            "Correct the errors above; Test-ControlPlaneTopology lists them.");

    /// <summary>Two files for one place, or one node described in two ways.</summary>
    public static ErrorRecord ContradictingFile(NodeFile file) =>
        Create($"{file} contradicts another file: the same place has other text, or its node is described in another way.", "ContradictingFile",
            ErrorCategory.InvalidArgument, file, "Give each place once, and make all files from the same nodes.");

    /// <summary>Another file where a manifest is expected.</summary>
    public static ErrorRecord NotAManifest(NodeFile file) =>
        Create($"{file} is not a static pod manifest.", "NotAManifest", ErrorCategory.InvalidType, file, "Install it with Install-NodeFile.");

    /// <summary>Names, addresses or host names differ in number.</summary>
    public static ErrorRecord UnevenNodeLists(string[] names) =>
        Create(
            $"There are {names.Length} names, but not as many addresses or host names.",
            "UnevenNodeLists",
            ErrorCategory.InvalidArgument,
            names,
            "Give one address, and one host name if any, for each name.");

    /// <summary>No file by that name.</summary>
    public static ErrorRecord NoSuchFile(string path) =>
        Create($"There is no file '{path}'.", "NoSuchFile", ErrorCategory.ObjectNotFound, path, "Check the path; a name with [ or ] needs -LiteralPath.");

    /// <summary>A directory, or a file in it, cannot be read.</summary>
    public static ErrorRecord NoDirectory(string path, Exception cause) =>
        Create($"The directory '{path}' cannot be read: {cause.Message}", "NoDirectory", ErrorCategory.ReadError, path,
            "Give the path of a directory of manifests, and read it as a user who may.", cause);

    /// <summary>A path of the registry, a variable or another provider.</summary>
    public static ErrorRecord NotAFile(string path, string provider) =>
        Create($"'{path}' belongs to the {provider} provider; only files can be read and written.", "NotAFile", ErrorCategory.InvalidArgument, path, "Give the path of a file.");

    /// <summary>A file here could not be written.</summary>
    public static ErrorRecord NotWritten(string file, Exception cause) =>
        Create($"'{file}' was not written: {cause.Message}", "FileNotWritten", ErrorCategory.WriteError, file, "Choose another path, or leave out -NoClobber.", cause);

    /// <summary>A file of certificate authorities could not be used.</summary>
    public static ErrorRecord NoAuthorities(string file, Exception cause) =>
        Create($"'{file}' cannot be used as a certificate authority: {cause.Message}", "NoAuthorities", ErrorCategory.InvalidArgument, file,
            "Give a PEM file, such as a copy of a node's /etc/kubernetes/pki/ca.crt.", cause);

    private static ErrorRecord Create(string what, string id, ErrorCategory category, object? target, string fix, Exception? cause = null) =>
        new(cause ?? new InvalidOperationException(what), id, category, target)
        {
            ErrorDetails = new ErrorDetails(what) { RecommendedAction = fix },
        };
}
