# README of an evidence package, plain text. { $file } is a file name or the fingerprint, { $time } a time in UTC.

package-title = 存在证明
package-what = 此证据包表明文件在此时间已经存在，以及谁被记录为其持有人。
package-file = 文件：{ $file }
package-fingerprint = SHA-256：{ $fingerprint }
package-time = 时间 (UTC)：{ $time }
package-accuracy = 精度：{ $accuracy }
package-serial = 序列号：{ $serial }
package-holder = 持有人：{ $holder }
package-agent = 存证人：{ $agent }
package-service = 服务：{ $service }
package-number = 证明编号：{ $id }
package-keep = 请将此证据包与文件一起保存。没有未经改动的文件，它什么也不能证明。
package-keep-copies = 请在别处另存一份副本。切勿用会改动文件的程序打开并重新保存它。

package-check-title = 如何验证
package-check-page = 在浏览器中打开 verify.html（无需网络），把文件和此证据包拖到那里。
package-check-script = 或在装有 OpenSSL 3 的地方运行：
package-check-root = 两者都使用此证据包中的根证书。请将其指纹与您信任的来源（例如本服务的“信任依据”页面）比对，或用 --root 给出您自己的副本。
package-check-root-fingerprint = 根证书的 SHA-256：{ $fingerprint }
package-check-crl = 证书是否被吊销，只有在证明之后签发的吊销列表才能说明。如果验证提示缺少此列表，请从本服务的“信任依据”页面下载最新的列表 (crls.pem) 并一并给出：sh verify.sh --crl crls.pem

package-contents-title = 其中有什么
package-contents-file = original/：文件本身
package-contents-manifest = manifest.json、folder.head：一起加盖时间戳的文件清单。如果这里没有，请把保存的 manifest-….json 以此名称放在这些文件旁边。请保密
package-contents-file-tsr = file.tsr：文件的时间戳，即机构的应答 (RFC 3161)
package-contents-claim = claim.json：声明，含持有人姓名
package-contents-claim-tst = claim.tst：声明的时间戳，表明本服务记录了它
package-contents-claim-asics = claim.asics：声明和时间戳合在一个容器 (ASiC-S) 中，供其他程序使用
package-contents-certificates = chain.pem、roots.pem、crls.pem：证书和吊销列表
package-contents-log = file.tlog-proof、claim.tlog-proof：两个时间戳都在公开日志中的证明
package-contents-policy = policy.txt、trust.txt：日志的密钥，以及本服务对其时间戳的要求
package-contents-verify = { $files }：如何在没有我们的情况下验证

package-means-title = 它表明什么，不表明什么
package-means-shows = 它表明文件最迟在此时间已经存在，并且在当时为它记录了这个姓名。
package-means-not = 它不表明文件由谁制作、在法律上归谁所有，也不表明姓名的核实超出所述程度。
package-means-assurance-none = 未核实存证人的身份。
package-means-assurance-email = 已核实存证人的电子邮箱。
package-means-assurance-domain = 已核实存证人的互联网域名。
package-means-assurance-eid = 存证人使用了电子身份。
package-means-assurance-manual = 已由人员核实存证人的身份。
package-means-expiry = 证明不会过期。证书会到期，但此前签名的内容仍可验证。
