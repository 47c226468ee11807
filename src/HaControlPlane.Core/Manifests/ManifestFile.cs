namespace HaControlPlane.Manifests;

/// <summary>A file in a static pod directory.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Content">Its text.</param>
public sealed record ManifestFile(string Path, string Content)
{
    /// <summary>Its name alone.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>
    /// The files of a directory that a kubelet would read: it takes every one but those whose name begins with a dot. A link
    /// that leads nowhere is one without a text.
    /// </summary>
    /// <param name="directory">The directory, on this machine.</param>
    /// <exception cref="IOException">The directory or a file in it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory or a file in it may not be read.</exception>
    public static IReadOnlyList<ManifestFile> InDirectory(string directory) =>
    [
        .. Directory.GetFiles(directory)
            .Where(f => !System.IO.Path.GetFileName(f).StartsWith('.'))
            .Order(StringComparer.Ordinal)
            .Select(f => new ManifestFile(f, File.ResolveLinkTarget(f, returnFinalTarget: true) is { Exists: false } ? string.Empty : File.ReadAllText(f))),
    ];
}
