using System.Buffers.Binary;
using System.Text;

namespace HaControlPlane.SshNet.Files;

/// <summary>SSH's own binary text: fields with their length before them.</summary>
internal static class SshBlob
{
    private const int LengthBytes = 4;

    /// <summary>The type a public key begins with; null when it is none.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> key) => TryTake(ref key, out var type) ? Encoding.ASCII.GetString(type) : null;

    /// <summary>Takes a field off the front; false when there is no whole one.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> data, out ReadOnlySpan<byte> field)
    {
        field = default;
        if (data.Length < LengthBytes || BinaryPrimitives.ReadUInt32BigEndian(data) is var length && length > data.Length - LengthBytes)
        {
            return false;
        }

        field = data.Slice(LengthBytes, (int)length);
        data = data[(LengthBytes + (int)length)..];
        return true;
    }

    /// <summary>A field with its length before it.</summary>
    public static byte[] Field(ReadOnlySpan<byte> value)
    {
        var field = new byte[LengthBytes + value.Length];
        BinaryPrimitives.WriteUInt32BigEndian(field, (uint)value.Length);
        value.CopyTo(field.AsSpan(LengthBytes));
        return field;
    }
}
