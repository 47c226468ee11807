using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>Today's text of kubeadm's HA considerations, to the letter, down to the blanks on an empty line.</summary>
internal static class KubeadmHaproxyConfig
{
    public static string Text(ControlPlaneTopology topology) => $$"""
        # /etc/haproxy/haproxy.cfg
        #---------------------------------------------------------------------
        # Global settings
        #---------------------------------------------------------------------
        global
            log stdout format raw local0
            daemon

        #---------------------------------------------------------------------
        # common defaults that all the 'listen' and 'backend' sections will
        # use if not designated in their block
        #---------------------------------------------------------------------
        defaults
            mode                    http
            log                     global
            option                  httplog
            option                  dontlognull
            option http-server-close
            option forwardfor       except 127.0.0.0/8
            option                  redispatch
            retries                 1
            timeout http-request    10s
            timeout queue           20s
            timeout connect         5s
            timeout client          35s
            timeout server          35s
            timeout http-keep-alive 10s
            timeout check           10s

        #---------------------------------------------------------------------
        # apiserver frontend which proxys to the control plane nodes
        #---------------------------------------------------------------------
        frontend apiserver
            bind *:{{topology.Endpoint.Port}}
            mode tcp
            option tcplog
            default_backend apiserverbackend

        #---------------------------------------------------------------------
        # round robin balancing for apiserver
        #---------------------------------------------------------------------
        backend apiserverbackend
            option httpchk

            http-check connect ssl
            http-check send meth GET uri /healthz
            http-check expect status 200

            mode tcp
            balance     roundrobin
        {{"    "}}
            {{ConfigText.Lines(4, HaproxyConfig.Servers(topology, "check verify none"))}}
        """;
}
