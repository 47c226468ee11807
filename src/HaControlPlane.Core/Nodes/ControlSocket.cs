using System.Buffers.Binary;
using System.Net.Sockets;

namespace HaControlPlane.Nodes;

/// <summary>
/// Asks the OpenSSH client behind a control socket whether it is there, in the client's own words (PROTOCOL.mux of OpenSSH): this
/// takes no process, and one that hangs holds up nobody.
/// </summary>
internal static class ControlSocket
{
    private const uint Hello = 0x00000001;
    private const uint Version = 4;
    private const uint AliveCheck = 0x10000004;
    private const uint Alive = 0x80000005;

    /// <summary>Far above what any answer has.</summary>
    private const uint LongestPacket = 4096;

    /// <summary>Whether a client holds the socket and is alive; false when nobody does, and a new one may take its place.</summary>
    /// <exception cref="OperationCanceledException">It did not answer in time.</exception>
    public static async Task<bool> IsHeldAsync(string path, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync(Packets([Hello, Version], [AliveCheck, 0]), cancellationToken).ConfigureAwait(false);
            while (await KindAsync(stream, cancellationToken).ConfigureAwait(false) != Alive)
            {
                // Its own greeting comes first.
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static byte[] Packets(params uint[][] packets)
    {
        var bytes = new byte[packets.Sum(p => 4 * (p.Length + 1))];
        var rest = bytes.AsSpan();
        foreach (var packet in packets)
        {
            foreach (var word in packet.Prepend((uint)packet.Length * 4))
            {
                BinaryPrimitives.WriteUInt32BigEndian(rest, word);
                rest = rest[4..];
            }
        }

        return bytes;
    }

    private static async Task<uint> KindAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = new byte[8];
        await stream.ReadExactlyAsync(head, cancellationToken).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadUInt32BigEndian(head);
        if (length is < 4 or > LongestPacket)
        {
            throw new IOException("This is no control socket of an SSH client.");
        }

        await stream.ReadExactlyAsync(new byte[length - 4], cancellationToken).ConfigureAwait(false);
        return BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(4));
    }
}
