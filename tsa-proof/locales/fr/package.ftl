# README of an evidence package, plain text. { $file } is a file name or the fingerprint, { $time } a time in UTC.

package-title = Preuve d’existence
package-what = Ce dossier de preuve montre que le fichier existait à ce moment, et qui en était enregistré comme détenteur.
package-file = Fichier : { $file }
package-fingerprint = SHA-256 : { $fingerprint }
package-time = Heure (UTC) : { $time }
package-accuracy = Exactitude : { $accuracy }
package-serial = Numéro de série : { $serial }
package-holder = Détenteur : { $holder }
package-agent = Déposé par : { $agent }
package-service = Service : { $service }
package-number = Numéro de la preuve : { $id }
package-keep = Gardez ce dossier de preuve avec le fichier. Sans le fichier inchangé, il ne prouve rien.
package-keep-copies = Gardez une seconde copie ailleurs. N’ouvrez et ne réenregistrez jamais le fichier avec un programme qui le modifie.

package-check-title = Comment vérifier
package-check-page = Ouvrez verify.html dans un navigateur, même sans réseau, et déposez-y le fichier et ce dossier de preuve.
package-check-script = Ou exécutez ceci là où OpenSSL 3 est installé :
package-check-root = Tous deux prennent le certificat racine de ce dossier de preuve. Comparez son empreinte à une source à laquelle vous vous fiez, par exemple la page de confiance du service, ou donnez votre propre copie avec --root.
package-check-root-fingerprint = SHA-256 du certificat racine : { $fingerprint }
package-check-crl = Seule une liste de révocation établie après la preuve dit si un certificat a été révoqué. Si une vérification signale qu’elle manque, prenez la plus récente (crls.pem) sur la page de confiance du service et donnez-la aussi : sh verify.sh --crl crls.pem

package-contents-title = Ce qu’il contient
package-contents-file = original/ : le fichier lui-même
package-contents-manifest = manifest.json, folder.head : la liste des fichiers horodatés ensemble. Si elle n’est pas ici, mettez le manifest-….json enregistré à côté de ces fichiers sous ce nom. Ne la divulguez pas
package-contents-file-tsr = file.tsr : l’horodatage du fichier, tel que l’autorité l’a renvoyé (RFC 3161)
package-contents-claim = claim.json : la déclaration, avec le nom du détenteur
package-contents-claim-tst = claim.tst : l’horodatage de la déclaration, qui montre que le service l’a enregistrée
package-contents-claim-asics = claim.asics : déclaration et horodatage dans un même conteneur (ASiC-S), pour d’autres programmes
package-contents-certificates = chain.pem, roots.pem, crls.pem : certificats et listes de révocation
package-contents-log = file.tlog-proof, claim.tlog-proof : preuves que les deux horodatages figurent au journal public
package-contents-policy = policy.txt, trust.txt : les clés du journal, et ce que le service exige de ses horodatages
package-contents-verify = { $files } : comment vérifier sans nous

package-means-title = Ce qu’il montre, et ce qu’il ne montre pas
package-means-shows = Il montre que le fichier existait au plus tard à ce moment, et que ce nom a été enregistré pour lui à ce moment.
package-means-not = Il ne montre pas qui a fait le fichier, à qui il appartient en droit, ni que le nom a été vérifié au-delà de ce qui est indiqué.
package-means-assurance-none = L’identité du déposant n’a pas été vérifiée.
package-means-assurance-email = L’adresse électronique du déposant a été vérifiée.
package-means-assurance-domain = Le domaine internet du déposant a été vérifié.
package-means-assurance-eid = Le déposant s’est servi d’une identité électronique.
package-means-assurance-manual = L’identité du déposant a été vérifiée par une personne.
package-means-expiry = La preuve n’expire pas. Les certificats expirent, mais ce qui a été signé avant reste vérifiable.
