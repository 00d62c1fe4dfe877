# The first page.

landing-title = La preuve que votre fichier existait
landing-lead = L’empreinte de votre fichier est signée avec l’heure exacte. Votre fichier ne quitte jamais votre machine, et chacun peut vérifier la preuve sans avoir à nous croire.
landing-drop-title = Créer ou vérifier une preuve
landing-drop-lead = Déposez des fichiers ou un dossier pour créer des preuves. Déposez une preuve pour la vérifier.
landing-continue = Continuer avec { $count ->
    [one] ce fichier
   *[other] ces { $count } fichiers
}
landing-check-instead = Vous avez déposé une preuve. Vérifions-la.
landing-nothing-sent = Rien n’est envoyé avant que vous n’appuyiez sur « Horodater ».

landing-how = Comment cela fonctionne
landing-how-1-title = Empreinte
landing-how-1-text = Votre navigateur calcule un nombre court à partir de chaque bit du fichier. Il ne révèle rien du contenu, et aucun autre fichier n’a le même.
landing-how-2-title = Horodatage
landing-how-2-text = Une autorité d’horodatage signe l’empreinte, l’heure et une mention scellée de qui détenait le fichier. Cela prend une seconde.
landing-how-3-title = Conservation
landing-how-3-text = Vous recevez un petit dossier de preuve. Gardez-le avec votre fichier : les deux ensemble sont la preuve, aujourd’hui comme dans vingt ans.
landing-how-4-title = Vérification
landing-how-4-text = Chacun peut la vérifier ici gratuitement, ou chez soi avec OpenSSL, un programme très répandu, même si ce service a disparu.

landing-for = À quoi cela sert
landing-for-secret = Secrets d’affaires et savoir-faire, avant de les partager
landing-for-research = Cahiers de laboratoire et données de recherche, au fil des travaux
landing-for-creative = Musiques, textes, dessins et code source, avant de les montrer
landing-for-contract = Contrats, licences et preuves de l’usage d’une marque

landing-not = Ce que cela ne prouve pas
landing-not-lead = Un horodatage est un élément de preuve solide d’une seule chose. Il est honnête de dire où il s’arrête.
landing-not-1-title = Pas qui l’a fait
landing-not-1-text = Il prouve que le fichier existait à ce moment, non qui l’a écrit ni à qui il appartient en droit.
landing-not-2-title = Pas qui vous êtes
landing-not-2-text = Le nom du détenteur est enregistré tel qu’il a été donné. Le degré de vérification est indiqué à côté ; il ne va pas plus loin.
landing-not-3-title = Pas que vous étiez le seul
landing-not-3-text = D’autres ont pu avoir le même fichier, et une même personne a pu enregistrer plusieurs noms.

landing-standards = Fondé sur des normes ouvertes
landing-standards-text = Les jetons suivent la RFC 3161 et figurent dans un journal public. Aucune preuve ne dépend de ce site.
landing-trust-link = Voir nos certificats et notre journal
landing-help-link = Les questions qu’un juge posera
