# Help: first steps, words, questions.

help-title = Aide
help-lead = Des réponses courtes, en mots simples.
help-contents = Sur cette page

help-start = Premiers pas
help-start-1 = Créez un compte et confirmez votre adresse électronique.
help-start-2 = Déposez vos fichiers sur la page « Créer une preuve ». Attendez que les empreintes soient prêtes ; pour de gros fichiers cela prend du temps.
help-start-3 = Indiquez qui détient les fichiers, lisez l’aperçu et appuyez sur « Horodater ».
help-start-4 = Téléchargez le dossier de preuve et gardez-le avec le fichier inchangé. Faites une seconde copie des deux ailleurs.
help-start-5 = Vérifiez la preuve une fois sur la page « Vérifier une preuve ».

help-judge = Ce qu’un juge demandera
help-judge-1-q = Que prouve le jeton ?
help-judge-1-a = Que le fichier, avec exactement ce contenu, existait au moment indiqué. L’heure est signée par une autorité qui ne connaît pas le fichier et ne prend pas parti.
help-judge-2-q = Le fichier a-t-il pu être modifié ensuite ?
help-judge-2-a = Non. Si un seul bit change, l’empreinte est différente et la vérification échoue. C’est ce que montre la réponse « Fichier ».
help-judge-3-q = L’heure a-t-elle pu être reculée ?
help-judge-3-a = Pas par le déposant. C’est l’autorité qui la fixe. Chaque jeton est de plus inscrit dans un journal public qui ne fait que croître, si bien qu’un jeton fabriqué plus tard se verrait.
help-judge-4-q = Qui dit que cette personne était le détenteur ?
help-judge-4-a = Le déposant l’a dit, et cette déclaration a été fixée à ce moment même. Elle ne peut être remplacée plus tard. La déclaration indique aussi jusqu’où l’identité du déposant a été vérifiée.
help-judge-5-q = Le détenteur est-il l’auteur ou le propriétaire ?
help-judge-5-a = La preuve ne le dit pas. Elle est un élément de preuve de la détention à un moment donné ; la qualité d’auteur et la propriété résultent d’autres faits.
help-judge-6-q = La même personne a-t-elle pu enregistrer d’autres noms ?
help-judge-6-a = Oui. Quelqu’un pourrait déposer un fichier sous plusieurs noms et n’en montrer qu’un. Demandez d’autres éléments si cela importe.
help-judge-7-q = Comment vérifier sans se fier au service ?
help-judge-7-a = Avec OpenSSL, un programme présent sur la plupart des serveurs du monde. Le dossier de preuve contient les commandes. Comparez l’empreinte du certificat racine à une source indépendante.
help-judge-8-q = Et si le service n’existe plus ?
help-judge-8-a = Le dossier de preuve contient tout ce qu’il faut : jetons, certificats, listes de révocation et preuves d’inscription au journal.

help-keep = Conserver une preuve
help-keep-1-q = Que dois-je conserver ?
help-keep-1-a = Le fichier inchangé et le dossier de preuve. Une copie en ligne, un disque et une empreinte imprimée du dossier se complètent bien.
help-keep-2-q = Puis-je renommer le fichier ?
help-keep-2-a = Oui. Le nom ne fait pas partie de l’empreinte. En revanche, ouvrir le fichier et le réenregistrer dans un programme le modifie le plus souvent.
help-keep-3-q = J’ai envoyé le fichier par une messagerie et il ne correspond plus. Pourquoi ?
help-keep-3-a = Beaucoup de programmes réduisent images et films en chemin. Prenez la copie dont vous avez calculé l’empreinte.
help-keep-4-q = Combien de temps vaut une preuve ?
help-keep-4-a = Le jeton n’a pas de fin. Le certificat de l’autorité en a une ; ensuite la vérification se fait pour le moment où le jeton a été délivré, et le journal public montre qu’il n’est pas plus récent.
help-keep-5-q = J’ai perdu le dossier de preuve. Que faire ?
help-keep-5-a = Connectez-vous et téléchargez-le à nouveau depuis « Mes preuves ». Nous n’avons pas votre fichier : conservez-le bien.

help-privacy = Vie privée
help-privacy-1-q = Qu’est-ce qui quitte ma machine ?
help-privacy-1-a = Les empreintes, les noms et remarques que vous saisissez, et les noms de fichiers seulement si vous cochez cette case. La page montre combien d’octets de vos fichiers ont été envoyés : aucun.
help-privacy-2-q = Peut-on deviner mon fichier à partir de son empreinte ?
help-privacy-2-a = En pratique non, sauf si le fichier est assez simple pour être deviné lui-même, comme un texte d’une ligne. Ajoutez à un tel fichier, avant de l’horodater, une phrase que personne ne peut deviner.
help-privacy-3-q = Qui peut voir le nom du détenteur ?
help-privacy-3-a = Seulement ceux à qui vous montrez la déclaration. Le jeton ne contient qu’un nombre scellé.
help-privacy-4-q = Que se passe-t-il quand je ferme mon compte ?
help-privacy-4-a = La clé de vos noms est détruite, de sorte que personne ne peut plus les lire. Vos dossiers de preuve restent valables.

help-words = Vocabulaire
help-word-fingerprint = Empreinte
help-word-fingerprint-text = Un nombre calculé à partir de tous les bits d’un fichier (SHA-256). Le même fichier donne toujours le même ; un autre jamais, autant qu’on sache.
help-word-token = Jeton
help-word-token-text = Un petit fichier signé : cette empreinte, cette heure (RFC 3161).
help-word-claim = Déclaration
help-word-claim-text = Un texte court qui dit qui détenait le fichier. Il est scellé dans le jeton.
help-word-package = Dossier de preuve
help-word-package-text = Un fichier ZIP avec toutes les pièces d’une preuve et de quoi les vérifier.
help-word-authority = Autorité d’horodatage
help-word-authority-text = Un service qui signe des empreintes avec l’heure exacte, et rien d’autre.
help-word-certificate = Certificat
help-word-certificate-text = Dit de qui est la signature. Au bout de la chaîne se trouve un certificat racine auquel il faut se fier pour d’autres raisons.
help-word-log = Journal public
help-word-log-text = Une liste de tous les jetons, à laquelle on ne peut qu’ajouter.
help-word-accuracy = Exactitude
help-word-accuracy-text = De combien l’heure indiquée peut s’écarter de l’heure vraie.
help-word-holder = Détenteur
help-word-holder-text = Qui avait le fichier quand il a été horodaté, selon le déposant.
help-word-nonce = Nonce
help-word-nonce-text = Un nombre dans le jeton. C’est ici l’empreinte de la déclaration ; il lie les deux.

help-contact = Contact
help-contact-text = Écrivez-nous. N’envoyez pas de fichiers qui doivent rester secrets.
help-contact-none = L’exploitant de ce service n’a pas indiqué d’adresse.
help-integrators = Pour les programmeurs
help-integrators-text = La même chose peut se faire avec un programme.
help-integrators-link = Description de l’interface (OpenAPI)
