using System.Text;

namespace HaControlPlane.Binding;

/// <summary>Writes the text of a topology to a file.</summary>
internal static class TopologyFile
{
    /// <summary>Writes UTF-8 without a byte order mark. A file for its owner only is never, not even for a moment, readable to others.</summary>
    public static void Write(string file, string text, FileMode mode, bool ownerOnly, bool evenReadOnly)
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (evenReadOnly && mode == FileMode.Create && File.Exists(file))
        {
            File.SetAttributes(file, File.GetAttributes(file) & ~FileAttributes.ReadOnly);
        }

        if (ownerOnly && !OperatingSystem.IsWindows() && File.Exists(file))
        {
            File.SetUnixFileMode(file, OwnerOnly);
        }

        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (ownerOnly && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var stream = new FileStream(file, options);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
