using HaControlPlane.Rendering;
using HaControlPlane.Topology;
using static HaControlPlane.Errors.ErrorClass;

namespace HaControlPlane.Errors;

/// <summary>What can be wrong with what a command was given, before any rule or node comes in.</summary>
public static class InputErrors
{
    private const string File = "String";

    /// <summary>A topology with errors is not acted on.</summary>
    public static ErrorInfo TopologyRefused { get; } = new(
        "TopologyRefused", InvalidData, nameof(ControlPlaneTopology), "The topology is refused; no node was contacted.",
        "Correct the errors above; Test-ControlPlaneTopology lists them.");

    /// <summary>Two files for one place, or one node described in two ways.</summary>
    public static ErrorInfo ContradictingFile { get; } = new(
        "ContradictingFile", InvalidArgument, nameof(NodeFile), "A file contradicts another: the same place has other text, or its node is described in another way.",
        "Give each place once, and make all files from the same nodes.");

    /// <summary>Two nodes of one name.</summary>
    public static ErrorInfo ContradictingNode { get; } = new(
        "ContradictingNode", InvalidArgument, nameof(ControlPlaneNode), "Two nodes of one name are described in different ways.", "Give each node once.");

    /// <summary>Text that is no address range.</summary>
    public static ErrorInfo NotARange { get; } = new(
        "NotARange", InvalidArgument, "String", "A text is not an address range.", "Write it as 10.96.0.0/12 or fd00:96::/108.");

    /// <summary>Another file where a manifest is expected.</summary>
    public static ErrorInfo NotAManifest { get; } = new(
        "NotAManifest", InvalidType, nameof(NodeFile), "A file is not a static pod manifest.", "Install it with Install-NodeFile.");

    /// <summary>Names, addresses or host names differ in number.</summary>
    public static ErrorInfo UnevenNodeLists { get; } = new(
        "UnevenNodeLists", InvalidArgument, "String[]", "There are not as many addresses or host names as names.",
        "Give one address, and one host name if any, for each name.");

    /// <summary>No file by that name.</summary>
    public static ErrorInfo NoSuchFile { get; } = new(
        "NoSuchFile", ObjectNotFound, File, "There is no file of that name.", "Check the path; a name with [ or ] needs -LiteralPath.");

    /// <summary>A directory, or a file in it, cannot be read.</summary>
    public static ErrorInfo NoDirectory { get; } = new(
        "NoDirectory", ReadError, File, "The directory, or a file in it, cannot be read.",
        "Give the path of a directory of manifests, and read it as a user who may.");

    /// <summary>A path of the registry, a variable or another provider.</summary>
    public static ErrorInfo NotAFile { get; } = new(
        "NotAFile", InvalidArgument, File, "A path belongs to another provider than the file system's.", "Give the path of a file.");

    /// <summary>A file here could not be written.</summary>
    public static ErrorInfo FileNotWritten { get; } = new(
        "FileNotWritten", WriteError, File, "A file was not written here.", "Choose another path, or leave out -NoClobber.");

    /// <summary>A file of certificate authorities could not be used.</summary>
    public static ErrorInfo NoAuthorities { get; } = new(
        "NoAuthorities", InvalidArgument, File, "A file cannot be used as a certificate authority.",
        "Give a PEM file, such as a copy of a node's /etc/kubernetes/pki/ca.crt.");

    /// <summary>Nodes do not look at the certificate.</summary>
    public static ErrorInfo AuthoritiesWithFrom { get; } = new(
        "AuthoritiesWithFrom", InvalidArgument, File, "A node that is asked with -From does not judge the certificate, so -CaFilePath cannot be used with it.",
        "Leave out -CaFilePath, or ask from here.");

    /// <summary>The console is to change nodes, and nobody is there to be asked.</summary>
    public static ErrorInfo NobodyToAsk { get; } = new(
        "NobodyToAsk", OperationStopped, File, "Nodes would be changed, and there is nobody to ask here; nothing was changed.",
        "Look at hacp plan, then give --yes.");

    /// <summary>An id that no catalogue has.</summary>
    public static ErrorInfo NoSuchId { get; } = new(
        "NoSuchId", ObjectNotFound, File, "There is no error or rule of that id.", "Take the id as it is printed, such as HCP122; docs/errors.md lists all.");

    /// <summary>A new topology needs values that only the admin knows.</summary>
    public static ErrorInfo StarterIncomplete { get; } = new(
        "StarterIncomplete", InvalidArgument, File, "A new topology needs more than was given, and there is no terminal to ask on.",
        "Give a virtual IP and the nodes: --vip ADDRESS --node NAME=ADDRESS, once for each node.");

    /// <summary>A new topology would replace a file.</summary>
    public static ErrorInfo FileExists { get; } = new(
        "FileExists", InvalidOperation, File, "A file of that name is there already; nothing was written.", "Choose another name, or give --force to replace it.");

    /// <summary>All of them, for the catalogue.</summary>
    public static IReadOnlyList<ErrorInfo> All { get; } =
    [
        AuthoritiesWithFrom, ContradictingFile, ContradictingNode, FileExists, FileNotWritten, NoAuthorities, NobodyToAsk, NoDirectory, NoSuchFile, NoSuchId,
        NotAFile, NotAManifest, NotARange, StarterIncomplete, TopologyRefused, UnevenNodeLists,
    ];
}
