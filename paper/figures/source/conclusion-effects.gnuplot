# Draws conclusion-effects.pdf, conclusion-effects.svg and conclusion-effects.png in the folder above from conclusion-effects.csv beside this script.
# By hand, in this folder: gnuplot conclusion-effects.gnuplot
set encoding utf8
set datafile separator ','
data = 'conclusion-effects.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,4.91cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../conclusion-effects.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,186 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output '../conclusion-effects.svg'
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,580 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../conclusion-effects.png'
  marker = 4.167
}
set palette defined (-1 '#005A9C', 0 '#ffffff', 1 '#008060')
set cbrange [-0.5:0.5]; unset colorbox
unset key; unset tics; unset border; unset label
set lmargin at screen 0.130588; set rmargin at screen 0.994118
set bmargin at screen 0.175153; set tmargin at screen 0.806517
set xrange [-0.5:7.95]; set yrange [4.5:-0.5]
set label 'noise' at first -0.6,0 right
set label 'blur' at first -0.6,1 right
set label 'FGSM' at first -0.6,2 right
set label 'LBFGS as run' at first -0.6,3 right
set label 'PGD 0.05' at first -0.6,4 right
set label 'reported' at first 0.5,-1.629032 center
set label 'base_larger' at first 0,-0.903226 center font 'DejaVu Sans,7.5'
set label 'base_larger3' at first 1,-0.903226 center font 'DejaVu Sans,7.5'
set label 'ours as published' at first 2.65,-1.629032 center
set label 'base_larger' at first 2.15,-0.903226 center font 'DejaVu Sans,7.5'
set label 'base_larger3' at first 3.15,-0.903226 center font 'DejaVu Sans,7.5'
set label 'evaluation mode' at first 4.8,-1.629032 center
set label 'base_larger' at first 4.3,-0.903226 center font 'DejaVu Sans,7.5'
set label 'base_larger3' at first 5.3,-0.903226 center font 'DejaVu Sans,7.5'
set label 'training mode' at first 6.95,-1.629032 center
set label 'base_larger' at first 6.45,-0.903226 center font 'DejaVu Sans,7.5'
set label 'base_larger3' at first 7.45,-0.903226 center font 'DejaVu Sans,7.5'
set label 'vanilla − gtn; columns: the teacher''s learner type; teachers base_larger after 400 of 2000 outer steps, base_larger3' at screen 0.5,0.09776 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
set label 'after 200 of 2000 outer steps; report scale' at screen 0.5,0.03055 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
plot data skip 1 using 4:5:($4-0.48):($4+0.48):($5-0.46):($5+0.46):6 with boxxyerror \
    fillcolor palette fillstyle solid noborder, \
  data skip 1 using 4:5:7:($6 < -0.25 || $6 > 0.475 ? 0xffffff : 0x000000) with labels textcolor rgb variable
unset output
}
